package consilium.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.pytorch.jni.JniUtils;
import consilium.kernel.plan.EngineSpec;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.stage.CancelledException;
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
}
