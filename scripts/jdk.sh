# Finds the first JDK of at least version 25 and exports JAVA_HOME and PATH for it.
# Sourced by ./mvnw and ./consilium; prints nothing when it succeeds.

consilium_jdk_version() {
    # The release file is read rather than `java -version` run: it is instant and cannot fail half-way.
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

consilium_find_jdk() {
    for candidate in \
        "${JAVA_HOME:-}" \
        "$(command -v javac >/dev/null 2>&1 && dirname "$(dirname "$(readlink -f "$(command -v javac)")")")" \
        /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.jdks/* \
        "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home
    do
        [ -n "$candidate" ] || continue
        version=$(consilium_jdk_version "$candidate")
        if [ -n "$version" ] && [ "$version" -ge 25 ] 2>/dev/null; then
            JAVA_HOME=$candidate
            PATH="$JAVA_HOME/bin:$PATH"
            export JAVA_HOME PATH
            return 0
        fi
    done
    echo "consilium: no JDK 25 or newer found; install one (for example the package temurin-25-jdk) or set JAVA_HOME to it." >&2
    return 1
}

consilium_find_jdk || exit 69
