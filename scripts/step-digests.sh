#!/usr/bin/env bash
# Prints what every step of an experiment made: step, role, digest, one per line, sorted.
#
# usage: scripts/step-digests.sh http://localhost:8480 EXPERIMENT
#
# Two experiments that print the same made the same, byte for byte, wherever they ran.
set -euo pipefail
curl --fail --silent --show-error "$1/api/experiments/$2" \
    | jq -r '.steps[] | .step as $step | .outputs | to_entries[] | "\($step) \(.key) \(.value)"' | LC_ALL=C sort
