#!/usr/bin/env bash
# Installs what the two commands need beside the .NET SDK: the ARM compiler, the emulator, a host compiler and,
# with --tests, Node.js, clang, the analysers of C, and CMake with Ninja. Does nothing where everything is there; says what to do where it has no right to install.
set -euo pipefail

declare -A package_of=(
  [arm-none-eabi-gcc]=gcc-arm-none-eabi
  [qemu-system-arm]=qemu-system-arm
  [gcc]=gcc
)
if [ "${1:-}" = "--tests" ]; then
  package_of[npm]=npm
  package_of[clang]=clang
  package_of[clang-tidy]=clang-tidy
  package_of[cppcheck]=cppcheck
  package_of[cmake]=cmake
  package_of[ninja]=ninja-build
fi

missing=()
for tool in "${!package_of[@]}"; do
  command -v "$tool" >/dev/null || missing+=("${package_of[$tool]}")
done
# A compiler without its C library is no use; where the compiler itself is missing, its library is too.
has_library() { command -v "$1" >/dev/null && echo '#include <stdint.h>' | "$1" -x c -fsyntax-only - 2>/dev/null; }
has_library arm-none-eabi-gcc || missing+=(libnewlib-arm-none-eabi)
has_library gcc || missing+=(libc6-dev)
# matio judges the reader of MATLAB's files; its package has its version in its name.
wants_matio=false
if [ "${1:-}" = "--tests" ] && ! { ldconfig -p 2>/dev/null || /sbin/ldconfig -p; } | grep -q libmatio; then wants_matio=true; fi
[ ${#missing[@]} -eq 0 ] && [ "$wants_matio" = false ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if sudo -n true 2>/dev/null; then as_root=(sudo -n); else as_root=(false); fi
fi
if [ "${as_root[0]:-}" = false ] || ! command -v apt-get >/dev/null; then
  # Its test skips without it.
  [ ${#missing[@]} -eq 0 ] && exit 0
  echo "These tools are missing and this account may not install them: ${missing[*]}" >&2
  echo "Install them (Debian and Ubuntu: sudo apt-get install ${missing[*]}) and run this command again." >&2
  exit 1
fi

export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
if [ "$wants_matio" = true ]; then
  mapfile -t -O ${#missing[@]} missing < <(apt-cache pkgnames libmatio | grep -xE 'libmatio[0-9]+' | sort -V | tail -n 1)
fi
[ ${#missing[@]} -eq 0 ] && exit 0
echo "Installing ${missing[*]} ..."
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
