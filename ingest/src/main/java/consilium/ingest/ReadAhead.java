package consilium.ingest;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/// Reads many things at once and hands them over in their order, so that no result depends on the number of threads;
/// never more are in memory than a bound.
final class ReadAhead {

    /// As many small things as keep every thread busy while one is handed over.
    private static final int MOST_PER_THREAD = 64;

    private static final long MOST_BYTES = 32L << 20;

    private final int threads;
    private final int most;

    /// @param most things in memory
    ReadAhead(int threads, int most) {
        this.threads = threads;
        this.most = most;
    }

    /// One thread per processor.
    ///
    /// @param bytes that one thing takes, roughly
    static ReadAhead everywhere(long bytes) {
        int threads = Runtime.getRuntime().availableProcessors();
        long fitting = MOST_BYTES / Math.max(1, bytes);
        return new ReadAhead(threads, Math.toIntExact(Math.clamp(fitting, threads + 1L, MOST_PER_THREAD * threads)));
    }

    /// Where several fail, the first in order is told, as if one thread had read them.
    <T, R> void inOrder(List<T> things, Function<T, R> read, Consumer<R> sink) {
        ExecutorService readers = Executors.newFixedThreadPool(threads);
        try {
            Queue<Future<R>> ahead = new ArrayDeque<>();
            Iterator<T> next = things.iterator();
            while (next.hasNext() || !ahead.isEmpty()) {
                while (next.hasNext() && ahead.size() < most) {
                    T thing = next.next();
                    ahead.add(readers.submit(() -> read.apply(thing)));
                }
                sink.accept(result(ahead.remove()));
            }
        } finally {
            readers.shutdownNow();
            readers.close();
        }
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        }
    }
}
