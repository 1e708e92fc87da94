#!/usr/bin/env bash
# Runs every test and ends with "N passed, N failed, N skipped". Arguments go to 'dotnet test' (for example --filter).
set -uo pipefail
cd "$(dirname "$0")/.."

command -v dotnet >/dev/null || {
  echo "The .NET 10 SDK is missing: install it and put 'dotnet' on the PATH." >&2
  exit 1
}
bash build/install-tools.sh --tests || exit 1
bash build/install-npm-judges.sh || echo "The independent judges are missing: the tests that need them will say so and skip." >&2

# The totals are read from English text.
export MSBUILDTERMINALLOGGER=off MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_UI_LANGUAGE=en
dotnet build MicroNas.Build.sln -c Release -nologo -v:q || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

# Writes NAME.log and NAME.status. A hang is a failure, not a wait for ever.
run_project() {
  local project=$1 name
  shift
  name=$(basename "$project")
  timeout 1800 dotnet test "$project" -c Release --no-build --logger "console;verbosity=normal" "$@" >"$results/$name.log" 2>&1
  echo $? >"$results/$name.status"
}
export -f run_project
export results

# Two at a time, since many tests wait for an emulator or a line; those that take longest begin first.
longest=(tests/MicroNas.Packages.Tests tests/MicroNas.Boards.Tests tests/MicroNas.Cli.Tests tests/MicroNas.Firmware.Tests)
rest=$(printf '%s\n' tests/*.Tests | grep -vxF "$(printf '%s\n' "${longest[@]}")")
printf '%s\n' "${longest[@]}" $rest | xargs -P 2 -I{} bash -c 'run_project "$@"' _ {} "$@"

passed=0 failed=0 skipped=0
for project in tests/*.Tests; do
  name=$(basename "$project")
  log="$results/$name.log" status=$(cat "$results/$name.status")
  echo "== $name"
  # Passing tests stay in the log; failures, skips with their reasons and the totals are shown.
  grep -vE '^\s+Passed |^(Test run for|VSTest version|Starting test execution|A total of|\[xUnit)|^$' "$log"
  read -r total_passed total_failed total_skipped < <(awk '
    /^ +Passed: /  { passed += $2 }
    /^ +Failed: /  { failed += $2 }
    /^ +Skipped: / { skipped += $2 }
    END { print passed + 0, failed + 0, skipped + 0 }' "$log")
  if [ "$status" -ne 0 ] && [ "$total_failed" -eq 0 ] && ! grep -q "No test matches" "$log"; then
    # The test host died before it could count.
    total_failed=1
  fi
  passed=$((passed + total_passed)) failed=$((failed + total_failed)) skipped=$((skipped + total_skipped))
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
