#!/usr/bin/env bash
# docs/self-hosting.md on a published build: behind a reverse proxy it installs, is backed up, loses its store, and is restored.
# Ends with "N passed, N failed, N skipped".
set -u
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$(cd ../.. && pwd)

for tool in node dotnet; do
  command -v "$tool" >/dev/null || { echo "$tool is missing: this check needs the .NET 10 SDK and Node 20 or later."; exit 2; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for project in B24App B24App.EmulatedPortal; do
  dotnet build "$root/src/$project" -v q -nologo >"$work/build" 2>&1 || { cat "$work/build"; exit 1; }
done
dotnet publish "$root/src/B24App" --configuration Debug --no-build -v q -nologo -o "$work/app" >"$work/build" 2>&1 || { cat "$work/build"; exit 1; }

PUBLISHED="$work/app/B24App.dll" EMULATOR="$root/src/B24App.EmulatedPortal/bin/Debug/net10.0/B24App.EmulatedPortal.dll" DATA="$work/data" \
  node --test --test-reporter=spec --test-reporter-destination=stdout --test-reporter=tap --test-reporter-destination="$work/tap" ./selfhost.test.mjs
outcome=$?
count() { sed -n "s/^# $1 \([0-9]*\)$/\1/p" "$work/tap" | tail -1; }
echo "$(count pass) passed, $(( $(count fail) + $(count cancelled) )) failed, $(count skipped) skipped"
exit $outcome
