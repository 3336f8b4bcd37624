#!/usr/bin/env bash
# docs/self-hosting.md, tried: a published build behind a reverse proxy, installed, backed up, upgraded, lost and restored.
# Ends with "N passed, N failed, N skipped".
set -u
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$(cd ../.. && pwd)

for tool in node dotnet; do
  command -v "$tool" >/dev/null || { echo "$tool is missing: this needs the .NET 10 SDK and Node 20 or later."; exit 2; }
done

work=$(mktemp -d)
pids=()
trap 'for pid in "${pids[@]}" ${app:-}; do kill "$pid" 2>/dev/null; done; wait 2>/dev/null; rm -rf "$work"' EXIT
passed=0 failed=0

finish() {
  echo "$passed passed, $failed failed, 0 skipped"
  [ "$failed" -eq 0 ]
  exit
}

try() { # what, then the command
  local what=$1
  shift
  if "$@" >"$work/said" 2>&1; then
    echo "ok: $what"
    passed=$((passed + 1))
  else
    echo "NOT ok: $what"
    tail -n 20 "$work/said" "$work/app.log" 2>/dev/null
    failed=$((failed + 1))
    finish
  fi
}

until_true() { # the command is tried for half a minute
  for _ in $(seq 150); do "$@" >/dev/null 2>&1 && return 0; sleep 0.2; done
  return 1
}

answers() { node -e 'fetch(process.argv[1]).then(a => process.exit(a.ok ? 0 : 1), () => process.exit(1))' "$1/health"; }

start() { # folder of a published build
  (cd "$work" && exec env B24APP__URLS="http://127.0.0.1:$inner" dotnet "$1/B24App.dll") >>"$work/app.log" 2>&1 &
  app=$!
  until_true answers "$url"
}

stop() {
  kill -TERM "$app"
  wait "$app"
  app=
}

base=$(node ../sdk/free-ports.mjs)
outer=$(node ../sdk/free-ports.mjs)
inner=$((outer + 1))
portal="http://127.0.0.1:$((base + 1))"
url="http://127.0.0.1:$outer"
export B24APP__PUBLICURL="$url" B24APP__DATAFOLDER="$work/data" B24APP__KEYFOLDER="$work/keys" B24APP__TRUSTEDPROXIES=127.0.0.1
export B24APP__OAUTHHOSTS="http://127.0.0.1:$base" B24APP__PRIVATEHOSTS=127.0.0.1

publish() { dotnet publish "$root/src/B24App" --configuration Release --output "$work/$1" -v q -nologo; }
emulator() { dotnet build "$root/src/B24App.EmulatedPortal" --configuration Debug -v q -nologo; }

try "the app is published" publish now
try "an emulated portal is built" emulator
dotnet "$root/src/B24App.EmulatedPortal/bin/Debug/net10.0/B24App.EmulatedPortal.dll" --base-port "$base" --portals 1 >"$work/portal" 2>&1 &
pids+=($!)
node proxy.mjs "$outer" "$inner" &
pids+=($!)
try "the emulated portal listens" until_true grep -q '^READY' "$work/portal"

refuses() { (unset B24APP__PUBLICURL; cd "$work" && ! dotnet now/B24App.dll && true); }
try "without its settings the app refuses to start" refuses

scopes=$(node -p 'JSON.parse(require("fs").readFileSync(process.argv[1])).scopes.map(scope => scope.code).join(",")' "$root/app-manifest/app.json")
read -r id secret < <(node portal.mjs register "$portal" "$url" "$scopes")
export B24APP__APPS__0__CLIENTID="$id" B24APP__APPS__0__CLIENTSECRET="$secret"

try "the app answers behind the proxy" start "$work/now"
try "an administrator installs it" node portal.mjs install "$portal" "$url" "$id"
try "he opens it" node portal.mjs open "$portal" "$url" "$id"
mode() { [ "$(stat -c %a "$work/keys")" = 700 ]; }
try "nobody else may read the keys" mode
try "a backup is made while it runs" dotnet "$work/now/B24App.dll" backup "$work/backup.db"
not_while_running() { ! dotnet "$work/now/B24App.dll" restore "$work/backup.db"; }
try "a restore is refused while it runs" not_while_running
try "it stops when asked" stop

cp -r "$work/now" "$work/next" && rm -rf "$work/now"
try "the next version takes over the store" start "$work/next"
try "the app opens without a new installation" node portal.mjs open "$portal" "$url" "$id"
try "it stops again" stop

rm -rf "$work/data"
try "the store is lost and put back" dotnet "$work/next/B24App.dll" restore "$work/backup.db"
try "the app starts on what was put back" start "$work/next"
try "the app opens after the restore" node portal.mjs open "$portal" "$url" "$id"
try "it stops for the last time" stop
finish
