#!/usr/bin/env bash
# Measures ./consilium up: how long until it is ready, what it holds in memory when nobody asks anything, and how long the
# quickstart takes when every step is recorded. Prints a line for each start, with the machine's load.
#
# usage: scripts/start-and-memory.sh [STARTS]
#
#   STARTS          how often it is started; default 3, after one start on an empty home
#   IDLE=15         seconds without work before memory is read
#   QUICKSTART=on   first runs the quickstart (minutes), and then, at every start, three times with all of it recorded
#   CONSILIUM_HOME  a home to start on, which is kept; default: a new one, which is removed
#
# Times are wall-clock seconds from the command's start. Memory is what Linux calls resident (RSS), in megabytes of 10^6
# bytes: of the Java process, broker included, and of PostgreSQL's processes, whose shared pages are counted once (PSS).
# Wants jq, and Linux.
#
# exit: 0 measured, 1 a start or a run failed, 2 wrong usage
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
case ${1:-3} in
*[!0-9]* | '') sed -n '2,17s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
starts=${1:-3}
command -v jq >/dev/null || { echo "start-and-memory: needs jq; install the package jq" >&2; exit 2; }
export LC_ALL=C

kept=${CONSILIUM_HOME:-}
home=${kept:-$(mktemp -d)}
export CONSILIUM_HOME=$home
server=
stop() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server"; } || true
    server=
}
trap 'stop; [ -n "$kept" ] || rm -rf "$home"' EXIT
trap 'exit 130' INT TERM

# seconds SINCE, both as $EPOCHREALTIME tells them
seconds() { awk -v from="$1" -v to="$EPOCHREALTIME" 'BEGIN { printf "%.2f", to - from }'; }
# megabytes FIELD FILE...: the sum of a field that Linux gives in KiB
megabytes() { awk -v field="$1:" '$1 == field { sum += $2 } END { printf "%.0f", sum * 1024 / 1e6 }' "${@:2}"; }
load() { cut -d ' ' -f 1 /proc/loadavg; }

start() {
    local since=$EPOCHREALTIME
    "$here/consilium" up --port 0 >"$home/up.log" 2>&1 &
    server=$!
    until grep -q '^Consilium is ready' "$home/up.log"; do
        kill -0 "$server" 2>/dev/null || { cat "$home/up.log" >&2; exit 1; }
        sleep 0.02
    done
    printf '%-11s ready after %s s   load %s\n' "$1" "$(seconds "$since")" "$(load)"
}

postgres() {
    local postmaster
    postmaster=$(head -n 1 "$home/database/data/postmaster.pid")
    for process in "$postmaster" $(pgrep -P "$postmaster"); do echo "/proc/$process/smaps_rollup"; done
}

idle() {
    sleep "${IDLE:-15}"
    # shellcheck disable=SC2046 # a word is a file
    printf '%-11s idle %4s MB, of it in files %s MB; PostgreSQL %s MB   load %s\n' "$1" \
        "$(megabytes VmRSS "/proc/$server/status")" "$(megabytes RssFile "/proc/$server/status")" \
        "$(megabytes Pss $(postgres))" "$(load)"
}

# Wall-clock time of the command, and the server's own from request to completed.
recorded() {
    local since=$EPOCHREALTIME took
    "$here/consilium" submit "$here/experiments/quickstart.yaml" --wait -o json >"$home/run.log" 2>&1 \
        || { cat "$home/run.log" >&2; exit 1; }
    took=$(seconds "$since")
    "$here/consilium" status latest -o json | jq -r --arg took "$took" --arg load "$(load)" '
        def at: (.[:19] + "Z" | fromdate) + (.[19:] | rtrimstr("Z") | if . == "" then 0 else "0" + . | tonumber end);
        "recorded   quickstart: command \($took) s, request to completed "
        + "\(((.finished | at) - (.submitted | at)) * 1000 | round) ms   load \($load)"'
}

"$here/consilium" version >&2
start first
idle first
if [ "${QUICKSTART:-off}" = on ]; then
    "$here/consilium" submit "$here/experiments/quickstart.yaml" --wait >&2
    idle "after use"
fi
stop
for number in $(seq 1 "$starts"); do
    start "start $number"
    idle "start $number"
    if [ "${QUICKSTART:-off}" = on ]; then
        for _ in 1 2 3; do recorded; done
    fi
    stop
done
