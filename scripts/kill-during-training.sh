#!/usr/bin/env bash
# Kills the all-in-one with SIGKILL in the middle of a training, starts it again, and compares every digest with those
# of an undisturbed run. Exits 0 when all are equal.
#
#   scripts/kill-during-training.sh [SPEC]
#
# Wants jq. Works in a folder of its own, which it removes.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
spec=$(realpath "${1:-$here/experiments/quickstart.yaml}")
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill -9 "$server" 2>/dev/null; rm -rf "$work"' EXIT

at() { # HOME COMMAND...
    CONSILIUM_HOME=$work/$1 "$here/consilium" "${@:2}"
}

up() {
    CONSILIUM_HOME=$work/killed "$here/consilium" up --port 0 >"$work/up.log" 2>&1 &
    server=$!
    until [ -f "$work/killed/server.json" ] && jq -e ".pid == $server" "$work/killed/server.json" >/dev/null; do
        kill -0 "$server" || { cat "$work/up.log" >&2; exit 1; }
        sleep 0.5
    done
}

digests() { # HOME
    at "$1" status latest -o json | jq -r '.steps[] | .step as $s | .outputs | to_entries[] | "\($s) \(.key) \(.value)"' | sort
}

echo "undisturbed ..."
at undisturbed submit "$spec" --wait --key same >/dev/null
digests undisturbed >"$work/undisturbed.digests"

echo "disturbed ..."
up
at killed submit "$spec" --key same >/dev/null
training='.steps[] | select(.stage == "train" and .state == "running" and .total > 0 and .done * 3 > .total)'
until at killed status latest -o json | jq -re "$training | \"killing at \(.step), \(.unit) \(.done) of \(.total)\""; do
    sleep 0.5
done
kill -9 "$server"
wait "$server" 2>/dev/null || true

up
at killed watch latest >/dev/null
digests killed >"$work/killed.digests"
at killed status latest -o json | jq -r '"started again: experiment \(.state)"'

diff "$work/undisturbed.digests" "$work/killed.digests"
echo "all $(wc -l <"$work/killed.digests") digests equal"
