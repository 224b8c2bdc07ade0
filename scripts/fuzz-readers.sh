#!/usr/bin/env bash
# Fuzzes the readers of ingest with Jazzer: scripts/fuzz-readers.sh [seconds a reader] [reader]
#
# Prints, for each reader, how many inputs were tried and what they covered; stops at a finding, whose input then lies in
# ingest/target/fuzz/<reader>.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
only=${2:+-Dconsilium.fuzz.reader=$2}
exec ./mvnw -q -Dquick -Dalone.skip=true -Pfuzz -pl ingest -am -Dtest=FuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
    -Dconsilium.fuzz.seconds="${1:-5}" $only ${CONSILIUM_MAVEN_OPTIONS:-} test
