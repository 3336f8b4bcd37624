#!/usr/bin/env bash
# The official JavaScript SDK against the emulated portal. Ends with "N passed, N failed, N skipped".
set -u
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$(cd ../.. && pwd)

for tool in node npm dotnet; do
  command -v "$tool" >/dev/null || { echo "$tool is missing: the SDK tests need the .NET 10 SDK and Node 20 or later with npm."; exit 2; }
done

npm ci --silent || { echo "npm ci failed: the SDK could not be installed."; exit 1; }

work=$(mktemp -d)
dotnet build "$root/src/B24App.EmulatedPortal" --configuration Debug -v q -nologo >"$work/build" 2>&1 \
  || { cat "$work/build"; rm -rf "$work"; exit 1; }
base=$(node free-ports.mjs)
dotnet "$root/src/B24App.EmulatedPortal/bin/Debug/net10.0/B24App.EmulatedPortal.dll" --base-port "$base" >"$work/portal" 2>&1 &
portal=$!
trap 'kill "$portal" 2>/dev/null; wait "$portal" 2>/dev/null; rm -rf "$work"' EXIT

for _ in $(seq 150); do
  grep -q '^READY' "$work/portal" && break
  kill -0 "$portal" 2>/dev/null || break
  sleep 0.2
done
grep -q '^READY' "$work/portal" || { echo "The emulated portal did not start:"; cat "$work/portal"; exit 1; }

export PORTAL_URL="http://127.0.0.1:$((base + 1))"
if command -v openssl >/dev/null && openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 \
    -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null; then
  export DOOR_KEY="$work/key.pem" DOOR_CERT="$work/cert.pem" NODE_EXTRA_CA_CERTS="$work/cert.pem"
fi

node --test --test-concurrency=1 --test-reporter=spec --test-reporter-destination=stdout \
  --test-reporter=tap --test-reporter-destination="$work/tap" ./*.test.mjs
outcome=$?
count() { sed -n "s/^# $1 \([0-9]*\)$/\1/p" "$work/tap" | tail -1; }
echo "$(count pass) passed, $(( $(count fail) + $(count cancelled) )) failed, $(count skipped) skipped"
exit $outcome
