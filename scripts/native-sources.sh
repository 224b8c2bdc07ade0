#!/usr/bin/env bash
# Asks, for every service that is to become a native executable, whether Quarkus can prepare one: everything but the
# last step, which needs GraalVM. Train, deploy (native tensor library) and the embedded broker stay on the JVM.
#
# usage: scripts/native-sources.sh [SERVICE...]
#
# Needs the modules below the services in the local repository: ./mvnw -q install -Dquick -DskipTests -pl runtime -am
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
    rm -rf "$service/target/native-sources"
    # No jar: the service's runnable application stays as it is.
    if ./mvnw -q package -pl "$service" -Dquick -DskipTests -Dquarkus.package.jar.enabled=false \
        -Dquarkus.native.enabled=true -Dquarkus.native.sources-only=true >"$log" 2>&1 \
        && [ -r "$service/target/native-sources/native-image.args" ]; then
        echo "green  $service"
    else
        echo "red    $service"
        sed 's/^/       /' "$log" | tail -n 30
        red=1
    fi
done
exit $red
