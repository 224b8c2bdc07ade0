#!/usr/bin/env bash
# Makes the AOT caches from which a start takes its classes, loaded and linked: server.aot for who starts the services,
# client.aot for who asks a running server or works on files. ./consilium calls it after a build.
#
# usage: scripts/aot-cache.sh
#
# They go to standalone/target/aot, with a log. A training run starts the services on a home of its own, gives them a small
# experiment and stops them. What the caches fit (this JDK, the jars here, the options in scripts/java-options.sh) is
# written beside them; elsewhere Java does without.
#
# Source: JEP 483, JEP 514.
set -euo pipefail
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
. "$here/scripts/jdk.sh"
. "$here/scripts/java-options.sh"
[ $# = 0 ] || { sed -n '2,11s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 2; }

app=$here/standalone/target/quarkus-app/quarkus-run.jar
folder=$here/standalone/target/aot
# Removed, not written over: a running Java may stand on what was there.
rm -rf "$folder"
mkdir -p "$folder"
exec >"$folder/log" 2>&1

home=$(mktemp -d)
server=
stop() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null && wait "$server"; } || true
    rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT TERM

# The run must be of nobody's data, and stand on nobody's broker.
unset CONSILIUM_KAFKA CONSILIUM_DB_URL CONSILIUM_STORE
export CONSILIUM_HOME=$home

# A cache is put together by another Java at the end of the run; that one is done before the optimising compiler pays.
export JDK_AOT_VM_OPTIONS='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'

# Profiles of methods would make the cache larger, and starts no shorter.
record=(-XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining)

java "${java_options[@]}" "${record[@]}" -XX:AOTCacheOutput="$folder/server.aot" -jar "$app" up --port 0 &
server=$!
for _ in $(seq 1200); do
    [ ! -f "$home/server.json" ] || break
    kill -0 "$server" || { wait "$server"; exit 1; }
    sleep 0.1
done

cat >"$home/small.yaml" <<'SPEC'
name: small
dataset: { kind: phantoms, images: 10, width: 16, height: 16 }
annotations:
  simulated:
    - { kind: good, name: good }
    - { kind: over, name: over }
    - { kind: under, name: under }
methods:
  majority-vote: { kind: fusion, fusion: { kind: majority-vote } }
SPEC
java "${java_options[@]}" "${record[@]}" -XX:AOTCacheOutput="$folder/client.aot" -jar "$app" submit --wait "$home/small.yaml"
kill "$server"
wait "$server" || true
server=
[ -s "$folder/server.aot" ] && [ -s "$folder/client.aot" ]
aot_fits >"$folder/fits"
