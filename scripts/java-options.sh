# How this project runs Java, and what an AOT cache of it fits: sourced, after jdk.sh and with the checkout in $here, by
# ./consilium and by what must run it the same way.
java_options=(
    -Xms64m -Xmx2g -XX:+UseSerialGC -XX:+UseCompactObjectHeaders
    # What compilers and tensors have freed goes back to the system.
    -XX:TrimNativeHeapInterval=10000
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
    -Dai.djl.offline=true
)

# A pool of memory for each of a hundred threads keeps what it once held.
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
# Threads of the tensor library that wait must sleep, not spin: cores are shared with the broker and the database.
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-passive}
export OPT_OUT_TRACKING=true

# One JDK, one place of the jars and one set of options; Java itself notices jars that changed.
aot_fits() {
    printf '%s\n' "$here" "$(<"$JAVA_HOME/release")" "${java_options[*]}"
}
