#!/usr/bin/env bash
# Everything that must pass, from a fresh clone to one last line: N passed, N failed, N skipped.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
export NPM_CONFIG_UPDATE_NOTIFIER=false NPM_CONFIG_FUND=false NPM_CONFIG_AUDIT=false

passed=0
failed=0
skipped=0

has_dotnet() { command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; }
has_node() { command -v node >/dev/null && [ "$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)" -ge 20 ]; }
has_npm() { command -v npm >/dev/null; }

install() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
  [ -n "${apt_updated:-}" ] || { apt-get update -qq >/dev/null 2>&1; apt_updated=1; }
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

need() { # what to ask, the sentence when it is missing, packages that bring it
  local ask=$1 sentence=$2
  shift 2
  "$ask" || install "$@"
  "$ask" || { echo "$sentence" >&2; exit 2; }
}

need has_dotnet "The .NET 10 SDK is missing: install it so that 'dotnet --list-sdks' shows a version 10." dotnet-sdk-10.0
need has_node "Node.js 20 or later is missing: install it so that 'node --version' shows it." nodejs
need has_npm "npm is missing: install it beside Node.js." npm
command -v openssl >/dev/null || install openssl # a few tests speak TLS; without it they say so and are skipped
command -v "${CHROMIUM_PATH:-/usr/bin/chromium}" >/dev/null || install chromium fonts-liberation # pages are tried in a real browser; without it those tests say so and are skipped

finish() {
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}

step() { echo "== $1"; }

give_up() {
  echo "$1" >&2
  failed=$((failed + 1))
  finish
}

count() { # adds what a line like "12 passed, 0 failed, 1 skipped" says
  read -r p _ f _ s _ <<<"$1"
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
}

step "restore"
dotnet restore B24App.sln --locked-mode -v q || give_up "Packages could not be restored exactly as the lock files say."

step "build"
dotnet build B24App.sln --no-restore -v q || give_up "The solution does not build."

step "format"
if ! dotnet format B24App.sln --no-restore --verify-no-changes; then
  echo "Some files are not formatted: run 'dotnet format'." >&2
  failed=$((failed + 1))
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

# Sums the projects' own last words, "Passed!  - Failed: 0, Passed: 12, Skipped: 1, ...". Skipped tests print their reasons above.
sum() {
  local line
  line=$(grep -E '^(Passed|Failed|Skipped)! +- Failed:' "$2" | tail -n 1 |
    sed -E 's/.*Failed: +([0-9]+), Passed: +([0-9]+), Skipped: +([0-9]+),.*/\2 passed, \1 failed, \3 skipped/')
  if [ -n "$line" ]; then
    count "$line"
  else
    echo "$1 ended without a result." >&2
    failed=$((failed + 1))
  fi
}

for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  step "$name"
  dotnet test "$project" --no-build --nologo -v minimal 2>&1 | tee "$results/$name"
  sum "$name" "$results/$name"
done

for script in tests/*/run.sh; do
  [ -e "$script" ] || continue
  step "$script"
  bash "$script" 2>&1 | tee "$results/script"
  code=${PIPESTATUS[0]}
  line=$(tail -n 1 "$results/script")
  if [[ $line =~ ^[0-9]+\ passed,\ [0-9]+\ failed,\ [0-9]+\ skipped$ ]]; then
    count "$line"
  else
    [ "$code" -eq 0 ] && passed=$((passed + 1)) || failed=$((failed + 1))
  fi
done

finish
