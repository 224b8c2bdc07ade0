package consilium.orchestrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import consilium.kernel.problem.ProblemException;
import org.junit.jupiter.api.Test;

class SpecReaderTest {

    private static final String FOLDERS =
            """
                    name: folders
                    dataset:
                      kind: annotator-folders
                      path: somewhere
                      image: images
                      truth: {folder: truth}
                      annotators: [{name: anna, folder: anna}]
                    annotations: {recorded: true}
                    methods:
                      mean: {kind: fusion, fusion: {kind: mean}}
                    """;

    private static final String WITHOUT_TRUTH = FOLDERS.replace("  truth: {folder: truth}\n", "");

    @Test
    void aMisspeltFieldIsRefusedWithTheNearestName() {
        assertThat(refusal(
                Specs.ALL_METHODS.replace("{kind: confusion-matrices}", "{kind: confusion-matrices, traceWieght: 1}")))
                .contains("methods.ours.traceWieght: is not a known field (did you mean traceWeight?)");
    }

    @Test
    void anExperimentWithoutAnnotatorsIsRefused() {
        assertThat(refusal(FOLDERS.replace("recorded: true", "recorded: false")))
                .startsWith("annotations: names no annotator");
    }

    @Test
    void recordedAnnotationsAreRefusedWhereTheDataSetBringsNone() {
        assertThat(refusal(Specs.ALL_METHODS.replace("annotations:\n", "annotations:\n  recorded: true\n")))
                .startsWith("annotations.recorded: must be false: a data set of kind phantoms");
    }

    @Test
    void aMethodThatIsScoredIsRefusedWithoutTheTruth() {
        assertThat(refusal(WITHOUT_TRUTH + "  net: {kind: cnn, fusion: {kind: mean}}\n"))
                .isEqualTo(
                        "dataset.truth: is required by the method \"net\", which is scored against it; without the truth,"
                                + " and without a goldStandard in its place, only methods of kind fusion are planned, and"
                                + " not scored");
    }

    @Test
    void aGoldStandardTakesThePlaceOfTheTruth() {
        assertThat(
                Specs.read(WITHOUT_TRUTH + "  net: {kind: cnn, fusion: {kind: mean}}\ngoldStandard: {kind: staple}\n")
                        .knowsTruth())
                .isTrue();
        assertThat(refusal(FOLDERS + "goldStandard: {kind: staple}\n"))
                .isEqualTo("goldStandard: must be left out: the data set brings the truth");
    }

    @Test
    void fusionAloneNeedsNoTruth() {
        assertThat(Specs.read(WITHOUT_TRUTH).dataset().knowsTruth()).isFalse();
    }

    @Test
    void annotatorsAreNotSimulatedWithoutTheTruth() {
        assertThat(
                refusal(WITHOUT_TRUTH.replace("recorded: true", "recorded: true, simulated: [{kind: good, name: g}]")))
                .isEqualTo("annotations.simulated: must be empty: annotators are simulated from the truth, which is not"
                        + " known");
    }

    @Test
    void aSimulatedAnnotatorMayNotHaveARecordedOnesName() {
        assertThat(refusal(FOLDERS.replace("recorded: true", "recorded: true, simulated: [{kind: good, name: anna}]")))
                .contains("must not use the name \"anna\"");
    }

    @Test
    void whatFitsIsRead() {
        assertThat(Specs.read(FOLDERS).name()).isEqualTo("folders");
    }

    private static String refusal(String yaml) {
        return catchThrowableOfType(ProblemException.class, () -> Specs.read(yaml)).problem().detail();
    }
}
