package consilium.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.JniUtils;
import consilium.kernel.plan.EngineSpec;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.stage.CancelledException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TensorEngineTest {

    @Test
    void anotherVersionIsAMismatch() {
        assertThatThrownBy(() -> TensorEngine.of(new EngineSpec("pytorch", "1.13.0", "cpu", 1)))
                .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                        .isEqualTo(new Problem.EngineMismatch(
                                "pytorch 1.13.0 on cpu with 1 thread", "pytorch 2.7.1 on cpu with 1 thread")));
    }

    @Test
    void workRunsWithThePlannedThreadsOneAfterTheOther() {
        TensorEngine two = TensorEngine.of(new EngineSpec("pytorch", "2.7.1", "cpu", 2));

        assertThat(two.alone(JniUtils::getNumThreads)).isEqualTo(2);
        assertThat(Cpu.ENGINE.alone(JniUtils::getNumThreads)).isEqualTo(1);
        assertThat(two.alone(JniUtils::getNumThreads)).isEqualTo(2);
    }

    @Test
    void whatTheWorkThrowsArrives() {
        CancelledException thrown = new CancelledException("enough");

        assertThatThrownBy(() -> Cpu.ENGINE.alone(() -> {
            throw thrown;
        }))
                .isSameAs(thrown);
    }

    /// A cancelled experiment's training need not wait for its turn to learn of it.
    @Test
    void waitingForAnotherTrainingEndsByAnInterrupt() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Thread first = Thread.ofPlatform().start(() -> Cpu.ENGINE.alone(() -> {
            held.countDown();
            return awaited(free);
        }));
        held.await();
        FutureTask<Integer> second = new FutureTask<>(() -> Cpu.ENGINE.alone(() -> 1));
        Thread waiting = Thread.ofPlatform().start(second);
        waiting.interrupt();

        assertThatThrownBy(() -> second.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(CancelledException.class);
        free.countDown();
        first.join();
        assertThat(Cpu.ENGINE.alone(() -> 2)).isEqualTo(2);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
