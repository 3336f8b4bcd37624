#!/usr/bin/env bash
# The deterministic slice of the rig: every step of dying and every kind of fault once. The last line is the result.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
[ -e bin/Debug/net10.0/B24App.Rig.dll ] || dotnet build -v q >/dev/null
exec dotnet bin/Debug/net10.0/B24App.Rig.dll --slice
