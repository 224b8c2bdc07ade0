package consilium.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CertificateTest {

    private static final Style PLAIN = new Style(false);

    private static final Answer ORIGINAL = RenderingTest.answer("""
            {"id": "exp-1", "state": "succeeded", "steps": [
              {"step": "ingest", "stage": "ingest", "state": "made", "outputs": {"images": "aa", "truth": "bb"}},
              {"step": "ingest/train", "stage": "train", "state": "made", "outputs": {"model": "cc"}}]}
            """);

    @Test
    void equalDigestsAreCertified() {
        Certificate certificate = Certificate.of(ORIGINAL, replay("succeeded", "verified", "cc", ""));

        assertThat(certificate.exitCode()).isZero();
        assertThat(certificate.lines(PLAIN).getLast())
                .isEqualTo("Certified: all 3 artefacts of exp-1 came out the same, byte for byte, in exp-2.");
    }

    @Test
    void aRepairIsNamedAndStillEqual() {
        Certificate certificate = Certificate.of(ORIGINAL, replay("succeeded", "repaired", "cc", "model: parameters"));

        assertThat(certificate.exitCode()).isZero();
        assertThat(certificate.lines(PLAIN)).anyMatch(line -> line.endsWith("equal, repaired: model: parameters"));
    }

    @Test
    void anotherDigestDiffersAndIsNamed() {
        Certificate certificate = Certificate.of(
                ORIGINAL, replay("failed", "diverged", "cc", "model: parameters differs (recorded cc, made dd)"));

        assertThat(certificate.exitCode()).isEqualTo(6);
        assertThat(certificate.lines(PLAIN))
                .anyMatch(line -> line.contains("cc        dd     differs: model: parameters"));
        assertThat(certificate.lines(PLAIN).getLast()).startsWith("Not certified: 2 of 3 artefacts");
    }

    @Test
    void aReplayThatDidNotEndIsAFailureNotADifference() {
        Certificate certificate = Certificate.of(ORIGINAL, RenderingTest.answer("""
                {"id": "exp-2", "state": "failed", "problem": {"detail": "disk full"}, "steps": [
                  {"step": "ingest", "stage": "ingest", "state": "failed", "outputs": {}}]}
                """));

        assertThat(certificate.exitCode()).isEqualTo(1);
        assertThat(certificate.lines(PLAIN).getLast()).endsWith("in exp-2: disk full");
    }

    @Test
    void programsGetEveryArtefact() {
        Answer answer = Certificate.of(ORIGINAL, replay("succeeded", "verified", "cc", "")).asAnswer();

        assertThat(answer.is("certified")).isTrue();
        assertThat(answer.list("artefacts")).hasSize(3).allMatch(line -> line.is("equal"));
    }

    private static Answer replay(String state, String step, String model, String differs) {
        return RenderingTest
                .answer("""
                        {"id": "exp-2", "state": "%s", "steps": [
                          {"step": "ingest", "stage": "ingest", "state": "verified", "outputs": {"images": "aa", "truth": "bb"}},
                          {"step": "ingest/train", "stage": "train", "state": "%s", "outputs": {"model": "%s"}, "differs": [%s]}]}
                        """
                        .formatted(state, step, model, differs.isEmpty() ? "" : "\"" + differs + "\""));
    }
}
