#!/usr/bin/env bash
# Asks, for every service that is to become a native executable, whether Quarkus can prepare one: everything but the
# last step, which needs GraalVM. Train, deploy (native tensor library) and the embedded broker stay on the JVM.
#
# usage: scripts/native-sources.sh [SERVICE...]
#
# exit: 0 all are green, 1 some is red
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$here"
[ $# -gt 0 ] || set -- ingest simulate fuse evaluate orchestrate

log=$(mktemp)
trap 'rm -f "$log"' EXIT
red=0
for service in "$@"; do
    # Into a folder of its own, so that the service's runnable application stays as it is.
    if ./mvnw -q package -pl "$service" -Dquick -DskipTests \
        -Dquarkus.native.enabled=true -Dquarkus.native.sources-only=true -Dquarkus.package.jar.enabled=false \
        -Dquarkus.package.output-directory=native-check >"$log" 2>&1 \
        && [ -n "$(find "$service/target/native-check" -name '*-runner.jar' 2>/dev/null)" ]; then
        echo "green  $service"
    else
        echo "red    $service"
        sed 's/^/       /' "$log" | tail -n 30
        red=1
    fi
    rm -rf "$service/target/native-check"
done
exit $red
