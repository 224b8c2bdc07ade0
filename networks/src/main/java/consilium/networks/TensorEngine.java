package consilium.networks;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import consilium.kernel.plan.EngineSpec;
import consilium.kernel.problem.Problem;
import consilium.kernel.stage.CancelledException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// What computes with tensors in this process: PyTorch, on the CPU or one GPU, with a fixed number of threads.
///
/// The native library is loaded once, from the class path, without a network.
public final class TensorEngine {

    /// One training at a time: the library records gradients for one caller, and its number of threads is one for all.
    private static final ReentrantLock TRAINING = new ReentrantLock();

    private final Device device;
    private final int threads;

    private TensorEngine(Device device, int threads) {
        this.device = device;
        this.threads = threads;
    }

    /// The engine as planned.
    ///
    /// @throws consilium.kernel.problem.ProblemException `EngineMismatch` when another library or version is here, or
    ///                                                   no GPU where one is planned
    public static TensorEngine of(EngineSpec planned) {
        Engine engine = library(describe(planned));
        boolean gpu = planned.device().equals("gpu");
        EngineSpec present = new EngineSpec(
                engine.getEngineName().toLowerCase(Locale.ROOT),
                engine.getVersion(),
                gpu && engine.getGpuCount() == 0 ? "cpu" : planned.device(),
                planned.threads());
        if (!present.equals(planned)) {
            throw mismatch(planned, present);
        }
        return new TensorEngine(gpu ? Device.gpu() : Device.cpu(), planned.threads());
    }

    /// Whatever is here, for answers that no recipe decides: a GPU where there is one.
    public static TensorEngine present() {
        Engine engine = library("pytorch");
        return new TensorEngine(engine.getGpuCount() > 0 ? Device.gpu() : Device.cpu(), 1);
    }

    /// Runs the work on a thread of its own with the planned number of library threads, after any other such work of
    /// this process: number of threads and recording of gradients belong to an operating system's thread, which a
    /// virtual thread would leave at its next rest.
    public <T> T alone(Supplier<T> work) {
        try {
            TRAINING.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while waiting for another training to end");
        }
        try {
            FutureTask<T> task = new FutureTask<>(() -> {
                pinThreads();
                return work.get();
            });
            Thread thread = Thread.ofPlatform().name("training").daemon().start(task);
            return outcome(task, thread);
        } finally {
            TRAINING.unlock();
        }
    }

    /// A place for tensors; closing it frees them.
    NDManager newManager() {
        return NDManager.newBaseManager(device, Library.NAME);
    }

    /// An interrupt is passed on; the work is waited for all the same, since it uses what the caller would free.
    private static <T> T outcome(FutureTask<T> task, Thread thread) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    thread.interrupt();
                } catch (ExecutionException e) {
                    switch (e.getCause()) {
                        case RuntimeException failure -> throw failure;
                        case Error failure -> throw failure;
                        case null, default -> throw new IllegalStateException(e.getCause());
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void pinThreads() {
        JniUtils.setNumThreads(threads);
        if (JniUtils.getNumThreads() != threads) {
            throw new Problem.EngineMismatch(threads + " threads", JniUtils.getNumThreads() + " threads").toException();
        }
    }

    private static Engine library(String wanted) {
        try {
            return Library.LOADED;
        } catch (EngineException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Problem.EngineMismatch(wanted, "no engine that loads: " + cause.getMessage()).toException(e);
        }
    }

    private static RuntimeException mismatch(EngineSpec planned, EngineSpec present) {
        return new Problem.EngineMismatch(describe(planned), describe(present)).toException();
    }

    private static String describe(EngineSpec spec) {
        return spec.name() + " " + spec.version() + " on " + spec.device() + " with " + spec.threads()
                + (spec.threads() == 1 ? " thread" : " threads");
    }

    /// The library's own settings are read when it loads. Threads between operations serve a kind of program that is
    /// not used here; one of them is enough.
    private static final class Library {

        static final String NAME = "PyTorch";
        static final Engine LOADED = load();

        private static Engine load() {
            setUnlessGiven("ai.djl.offline", "true");
            setUnlessGiven("OPT_OUT_TRACKING", "true");
            setUnlessGiven("ai.djl.pytorch.num_interop_threads", "1");
            setUnlessGiven("ai.djl.pytorch.num_threads", "1");
            return Engine.getEngine(NAME);
        }

        private static void setUnlessGiven(String property, String value) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, value);
            }
        }
    }
}
