#!/usr/bin/env bash
# Installs what the two commands need beside the .NET SDK: the ARM compiler, the emulator, a host compiler and,
# with --tests, Node.js. Does nothing where everything is there; says what to do where it has no right to install.
set -euo pipefail

declare -A package_of=(
  [arm-none-eabi-gcc]=gcc-arm-none-eabi
  [qemu-system-arm]=qemu-system-arm
  [gcc]=gcc
)
[ "${1:-}" = "--tests" ] && package_of[npm]=npm

missing=()
for tool in "${!package_of[@]}"; do
  command -v "$tool" >/dev/null || missing+=("${package_of[$tool]}")
done
if ! [ -e /usr/lib/arm-none-eabi/include/stdint.h ] && ! [ -e /usr/include/newlib/stdint.h ] && command -v apt-get >/dev/null; then
  missing+=(libnewlib-arm-none-eabi)
fi
if ! [ -e /usr/include/stdint.h ] && command -v apt-get >/dev/null; then
  missing+=(libc6-dev)
fi
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if sudo -n true 2>/dev/null; then as_root=(sudo -n); else as_root=(false); fi
fi
if [ "${as_root[0]:-}" = false ] || ! command -v apt-get >/dev/null; then
  echo "These tools are missing and this account may not install them: ${missing[*]}" >&2
  echo "Install them (Debian and Ubuntu: sudo apt-get install ${missing[*]}) and run this command again." >&2
  exit 1
fi

echo "Installing ${missing[*]} ..."
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
