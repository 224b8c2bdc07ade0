#!/usr/bin/env bash
# Annotations arrive one by one from two producers, one by the topic and one by upload, while a standing experiment fuses
# what they touch. Prints for every version of the data set how many images were fused, and whether anything was lost or
# done twice; exits with 0 when nothing was.
#
#   scripts/annotations-arrive.sh [IMAGES]
#
# Wants jq. Works in a folder of its own, which it removes.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$here/scripts/jdk.sh"
images=${1:-10}
work=$(mktemp -d)
server=
stop() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
    rm -rf "$work"
}
trap stop EXIT

CONSILIUM_HOME=$work "$here/consilium" version >&2
[ "$here"/benchmarks/target/classes/consilium/benchmarks/AnnotationsArrive.class -nt \
    "$here/benchmarks/src/main/java/consilium/benchmarks/AnnotationsArrive.java" ] 2>/dev/null \
    || (cd "$here" && ./mvnw -q -Dquick -Dmaven.test.skip=true -Dalone.skip=true -pl benchmarks -am compile) >&2

CONSILIUM_HOME=$work "$here/consilium" up --port 0 >"$work/up.log" 2>&1 &
server=$!
until [ -f "$work/server.json" ]; do
    kill -0 "$server" || { cat "$work/up.log" >&2; exit 1; }
    sleep 0.5
done
java --sun-misc-unsafe-memory-access=allow \
    -cp "$here/benchmarks/target/classes:$here/standalone/target/quarkus-app/lib/main/*" \
    consilium.benchmarks.AnnotationsArrive \
    "http://127.0.0.1:$(jq -r .port "$work/server.json")" "$(jq -r .kafka "$work/server.json")" "$images" \
    2>"$work/arrive.log" || { code=$?; cat "$work/arrive.log" >&2; exit $code; }
