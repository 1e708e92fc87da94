#!/usr/bin/env bash
# Installs the runtimes of others that the tests compare against, from npm, at exact versions, into
# ${MICRONAS_TEST_TOOLS:-$HOME/.cache/micronas-test-tools}/npm. Does nothing when they are there already.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
folder="${MICRONAS_TEST_TOOLS:-$HOME/.cache/micronas-test-tools}"
manifest="$root/tests/npm/package.json"

if [ -d "$folder/npm/node_modules" ] && cmp -s "$manifest" "$folder/npm/package.json"; then
  echo "Judges are installed in $folder/npm."
  exit 0
fi

if ! command -v npm > /dev/null; then
  echo "npm is missing: the tests against TensorFlow Lite 2.9 and LiteRT will be skipped. Install Node.js 20 (apt-get install nodejs npm)." >&2
  exit 1
fi

# Installed aside and moved, so that an interrupted run leaves nothing half-done behind.
mkdir -p "$folder"
staging="$(mktemp -d "$folder/npm.XXXXXX")"
trap 'rm -rf "$staging"' EXIT
cp "$manifest" "$staging/package.json"

# Install scripts would compile a Node addon that nobody needs here; only the prebuilt libraries count.
(cd "$staging" && npm install --ignore-scripts --legacy-peer-deps --save-exact --no-package-lock --no-audit --no-fund --loglevel=error)
rm -rf "$folder/npm"
mv "$staging" "$folder/npm"
chmod 755 "$folder/npm"
echo "Judges are installed in $folder/npm."
