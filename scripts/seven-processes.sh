#!/usr/bin/env bash
# Runs an experiment through the seven services as seven processes, against one broker and one database, and prints what
# every step made. Shows that each stage runs alone, and that where it runs changes no digest.
#
# usage: scripts/seven-processes.sh [--expect FILE] [SPEC]
#
#   SPEC            the experiment; default: experiments/quickstart.yaml
#   --expect FILE   compare with these digests, as scripts/step-digests.sh prints them for the all-in-one
#   KEEP=folder     keep logs and data there instead of a folder that is removed
#   TIMEOUT=900     seconds the experiment may take
#
# exit: 0 the experiment succeeded (and its digests are those expected), 1 it did not, 2 wrong usage, 6 digests differ
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$here/scripts/jdk.sh"

expected=
spec=$here/experiments/quickstart.yaml
while [ $# -gt 0 ]; do
    case "$1" in
    --expect) expected=${2:?--expect wants a file}; shift 2 ;;
    -h | --help) sed -n '2,13s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
    -*) echo "seven-processes: unknown option $1; see --help" >&2; exit 2 ;;
    *) spec=$1; shift ;;
    esac
done
[ -r "$spec" ] || { echo "seven-processes: cannot read the spec $spec" >&2; exit 2; }
[ -z "$expected" ] || [ -r "$expected" ] || { echo "seven-processes: cannot read $expected" >&2; exit 2; }
for tool in curl jq; do
    command -v $tool >/dev/null || { echo "seven-processes: needs $tool; install the package $tool" >&2; exit 2; }
done

services="orchestrate ingest simulate fuse train evaluate deploy"
for service in $services standalone; do
    [ -r "$here/$service/target/quarkus-app/quarkus-run.jar" ] || {
        echo "seven-processes: $service is not built; run ./mvnw -q package -Dquick -DskipTests" >&2
        exit 2
    }
done

folder=${KEEP:-$(mktemp -d)}
mkdir -p "$folder"
processes=()

# The services before what they stand on: a broker that goes first lets its clients wait for their time-outs.
stop() {
    local process
    for process in "${processes[@]:1}"; do kill "$process" 2>/dev/null || true; done
    for process in "${processes[@]:1}"; do wait "$process" 2>/dev/null || true; done
    for process in "${processes[@]:0:1}"; do kill "$process" 2>/dev/null || true; wait "$process" 2>/dev/null || true; done
    [ -n "${KEEP:-}" ] || rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

fail() {
    echo "seven-processes: $1" >&2
    [ -z "${2:-}" ] || tail -n 30 "$folder/$2.log" >&2
    exit 1
}

# await NAME PROCESS SECONDS COMMAND...: until the command succeeds, the process ends, or the time is up.
await() {
    local name=$1 process=$2 until=$((SECONDS + $3))
    shift 3
    until "$@" >/dev/null 2>&1; do
        kill -0 "$process" 2>/dev/null || fail "$name ended" "$name"
        [ $SECONDS -lt $until ] || fail "$name is not ready in time" "$name"
        sleep 0.5
    done
}

java -Xmx384m -Xss512k --sun-misc-unsafe-memory-access=allow \
    -cp "$here/standalone/target/quarkus-app/lib/main/*" consilium.embedded.Main "$folder/embedded" \
    >"$folder/environment" 2>"$folder/embedded.log" &
processes+=($!)
await embedded "${processes[0]}" 120 grep -q CONSILIUM_DB_PASSWORD "$folder/environment"
set -a
. "$folder/environment"
CONSILIUM_HOME=$folder
CONSILIUM_STORE=$folder/artefacts
CONSILIUM_DATA=${CONSILIUM_DATA:-$here/../shared/data}
OPT_OUT_TRACKING=true
OMP_WAIT_POLICY=passive
set +a

# Orchestrate comes up first: it brings migrations of its own, and the others need not race for theirs.
port=8481
for service in $services; do
    QUARKUS_HTTP_PORT=$port java -Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=4 -Dai.djl.offline=true \
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -jar "$here/$service/target/quarkus-app/quarkus-run.jar" >"$folder/$service.log" 2>&1 &
    processes+=($!)
    [ $port != 8481 ] || await orchestrate $! 120 curl --fail --silent http://127.0.0.1:8481/q/health/ready
    port=$((port + 1))
done
port=8481
index=1
for service in $services; do
    await "$service" "${processes[$index]}" 180 curl --fail --silent "http://127.0.0.1:$port/q/health/ready"
    port=$((port + 1))
    index=$((index + 1))
done
echo "seven services are ready after $SECONDS s" >&2

api=http://127.0.0.1:8481
answer=$(curl --silent --show-error --data-binary "@$spec" -H 'Content-Type: application/yaml' "$api/api/experiments")
id=$(jq -r '.id // empty' <<<"$answer")
[ -n "$id" ] || fail "the experiment was refused: $(jq -r '.detail // .' <<<"$answer")"

deadline=$((SECONDS + ${TIMEOUT:-900}))
state=
until [ "$state" = succeeded ] || [ "$state" = failed ] || [ "$state" = cancelled ]; do
    [ $SECONDS -lt $deadline ] || fail "experiment $id is still $state after ${TIMEOUT:-900} s"
    sleep 1
    state=$(curl --fail --silent "$api/api/experiments/$id" | jq -r '.state | ascii_downcase')
done
[ "$state" = succeeded ] \
    || fail "experiment $id $state: $(curl --silent "$api/api/experiments/$id" | jq -c '[.problem, (.steps[].problem)] | map(select(. != null))')"
echo "experiment $id succeeded after $SECONDS s" >&2

"$here/scripts/step-digests.sh" "$api" "$id" | tee "$folder/digests"
if [ -n "$expected" ]; then
    diff "$expected" "$folder/digests" >&2 || { echo "seven-processes: digests differ" >&2; exit 6; }
    echo "all $(wc -l <"$expected") digests are equal" >&2
fi
