#!/usr/bin/env bash
# Builds firmware/wearable from its micronas.yaml (search, training, emission, compilation) and runs it in the emulator.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v dotnet >/dev/null || {
  echo "The .NET 10 SDK is missing: install it and put 'dotnet' on the PATH." >&2
  exit 1
}
bash build/install-tools.sh

# The terminal logger would hide the progress lines.
export MSBUILDTERMINALLOGGER=off
dotnet build firmware/wearable -nologo
dotnet build firmware/wearable -nologo -t:Run
