#!/usr/bin/env bash
# Makes many small experiments of pure stages, whose specs are drawn by a seed, then makes them all again in a fresh
# process with another number of threads, and compares every artefact's digest.
#
# usage: scripts/replays.sh [--experiments 50] [--seed 1] [--threads 1,4]
#
#   --threads A,B   processors that Java sees while they are made, and while they are made again
#
# One in ten also trains, with the one thread that its recipe names. Wants curl and jq. Works in a folder of its own,
# which it removes.
#
# exit: 0 every digest is equal, 1 some experiment did not succeed, 2 wrong usage, 6 digests differ
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

experiments=50
seed=1
threads=1,4
while [ $# -gt 0 ]; do
    case "$1" in
    --experiments) experiments=${2:?--experiments wants a number}; shift 2 ;;
    --seed) seed=${2:?--seed wants a number}; shift 2 ;;
    --threads) threads=${2:?--threads wants two numbers, such as 1,4}; shift 2 ;;
    -h | --help) sed -n '2,12s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) echo "replays: unknown argument $1; see --help" >&2; exit 2 ;;
    esac
done
[[ $experiments =~ ^[1-9][0-9]*$ && $seed =~ ^[0-9]+$ && $threads =~ ^([1-9][0-9]*),([1-9][0-9]*)$ ]] ||
    { echo "replays: numbers are wanted, --threads A,B; see --help" >&2; exit 2; }
first=${BASH_REMATCH[1]}
second=${BASH_REMATCH[2]}
for tool in curl jq; do
    command -v $tool >/dev/null || { echo "replays: needs $tool; install the package $tool" >&2; exit 2; }
done

work=$(mktemp -d)
server=
stop() {
    [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
    server=
}
trap 'stop; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

fail() {
    echo "replays: $1" >&2
    exit 1
}

# The all-in-one on the one home, with so many processors.
start() { # PROCESSORS
    CONSILIUM_HOME=$work/home CONSILIUM_JAVA_OPTIONS="-XX:ActiveProcessorCount=$1" \
        "$here/consilium" up --port 0 >"$work/up.log" 2>&1 &
    server=$!
    until jq -e ".pid == $server" "$work/home/server.json" >/dev/null 2>&1; do
        kill -0 "$server" 2>/dev/null || { cat "$work/up.log" >&2; fail "the services ended"; }
        sleep 0.2
    done
    api=http://127.0.0.1:$(jq -r .port "$work/home/server.json")/api/experiments
    until curl --fail --silent --output "$work/answer" "${api%/api/*}/q/health/ready"; do sleep 0.2; done
}

# draw NAME N: a whole number from 0 to N - 1, the same for the same seed, experiment and name.
draw() {
    local hash
    hash=$(sha256sum <<<"$seed/$number/$1")
    echo $((16#${hash:0:8} % $2))
}

# one NAME WORD...: one of the words.
one() {
    local words=("${@:2}")
    echo "${words[$(draw "$1" ${#words[@]})]}"
}

fusion() { # NAME
    one "$1" \
        '{"kind":"mean"}' \
        '{"kind":"majority-vote"}' \
        '{"kind":"staple"}' \
        '{"kind":"staple","prior":"voxel-wise"}' \
        '{"kind":"staple","markovField":{"weight":0.5},"maxIterations":50}' \
        '{"kind":"spatial-staple","halfWindow":3}' \
        '{"kind":"collate"}' \
        '{"kind":"dawid-skene"}'
}

annotator() { # NAME
    local tenths=$((3 + $(draw "$1 amount" 8)))
    local amount
    amount=$(printf '%d.%d' $((tenths / 10)) $((tenths % 10)))
    one "$1" \
        "{\"kind\":\"over\",\"amount\":$amount,\"name\":\"$1\"}" \
        "{\"kind\":\"under\",\"amount\":$amount,\"name\":\"$1\"}" \
        "{\"kind\":\"wrong\",\"fractures\":$((1 + tenths / 2)),\"name\":\"$1\"}" \
        "{\"kind\":\"swelling\",\"radius\":$tenths,\"name\":\"$1\"}" \
        "{\"kind\":\"confusion\",\"matrix\":[[0.9,0.$((tenths / 2))],[0.1,0.$((10 - tenths / 2))]],\"name\":\"$1\"}" \
        "{\"kind\":\"blank\",\"name\":\"$1\"}"
}

spec() {
    local training=
    [ $((number % 10)) != 0 ] || training=',"trained":{"kind":"cnn","fusion":{"kind":"majority-vote"}}'
    cat <<SPEC
{"name":"replay-$number","seed":$(draw seed 1000000),
 "dataset":{"kind":"phantoms","images":$((6 + $(draw images 15))),
   "width":$((16 + 8 * $(draw width 5))),"height":$((16 + 8 * $(draw height 5))),
   "lesions":$((1 + $(draw lesions 4))),"noise":0.$((10 + $(draw noise 20)))},
 "annotations":{"labelsPerImage":"$(one labels all all one)",
   "simulated":[{"kind":"good","name":"good"},$(annotator second),$(annotator third),$(annotator fourth)]},
 "methods":{"one":{"kind":"fusion","fusion":$(fusion one)},"other":{"kind":"fusion","fusion":$(fusion other)}$training},
 "training":{"network":{"width":4,"depth":2},"epochs":2},
 "evaluation":{"figures":1}}
SPEC
}

# await ID: what the server tells of an experiment once it has ended.
await() {
    local told
    while true; do
        told=$(curl --fail --silent --show-error "$api/$1")
        case $(jq -r .state <<<"$told") in
        succeeded) echo "$told"; return ;;
        failed | cancelled) fail "$1 $(jq -c '[.state, .problem, (.steps[].problem)] | map(select(. != null))' <<<"$told")" ;;
        esac
        sleep 0.2
    done
}

say() {
    printf '\r%s' "$1" >&2
}

CONSILIUM_HOME=$work/home "$here/consilium" version >/dev/null
SECONDS=0
echo "seed $seed: $experiments experiments, made with $first and made again with $second processors"
start "$first"
for ((number = 1; number <= experiments; number++)); do
    spec >"$work/spec"
    answer=$(curl --silent --show-error --data-binary "@$work/spec" -H 'Content-Type: application/json' "$api")
    id=$(jq -r '.id // empty' <<<"$answer")
    [ -n "$id" ] || fail "experiment $number was refused: $(jq -c . <<<"$answer")"
    echo "$id" >>"$work/ids"
    say "asked for $number of $experiments "
done
while read -r id; do
    await "$id" >"$work/$id.made"
    say "made $(find "$work" -name '*.made' | wc -l) of $experiments "
done <"$work/ids"
made=$SECONDS
stop

start "$second"
while read -r id; do
    answer=$(curl --fail --silent --show-error --request POST "$api/$id/replay")
    echo "$id $(jq -r .id <<<"$answer")" >>"$work/replays"
done <"$work/ids"
while read -r id replay; do
    await "$replay" >"$work/$id.again"
    say "made again $(find "$work" -name '*.again' | wc -l) of $experiments "
done <"$work/replays"
stop
say ''

# A line for every artefact: whether it was made again and came out with the digest that was recorded.
while read -r id; do
    jq -r --arg id "$id" --slurpfile again "$work/$id.again" '
        ($again[0].steps | map({(.step): .}) | add) as $replayed
        | .steps[] | .step as $step | .outputs | to_entries[]
        | ($replayed[$step] // {state: "missing"}) as $other
        | (if $other.state == "verified" and $other.outputs[.key] == .value then "equal" else "DIFFERS" end)
            + " \($id) \($step) \(.key) \($other.state) \($other.differs // [] | join("; "))"' "$work/$id.made"
done <"$work/ids" >"$work/compared"

equal=$(grep -c '^equal' "$work/compared" || true)
differing=$(grep -c '^DIFFERS' "$work/compared" || true)
grep '^DIFFERS' "$work/compared" >&2 || true
steps=$(jq '.steps | length' "$work"/*.made | jq -s add)
verdict=passed
[ "$differing" = 0 ] && [ "$equal" -gt 0 ] || verdict=FAILED
echo "$verdict: experiments $experiments, steps $steps, artefacts $((equal + differing)), equal $equal, differing $differing;" \
    "made in $made s, again in $((SECONDS - made)) s"
[ $verdict = passed ] || exit 6
