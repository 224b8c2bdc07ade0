package consilium.ingest.growing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImageNamesTest {

    @Test
    void theNameAsItStandsComesFirst() {
        assertThat(ImageNames.candidates("case-7")).containsExactly("case-7");
    }

    @Test
    void foldersAndEndingAreLeftOutOneAfterTheOther() {
        assertThat(ImageNames.candidates("ward/7/slice-1.png"))
                .containsExactly("ward/7/slice-1.png", "ward/7/slice-1", "7/slice-1.png", "7/slice-1", "slice-1.png",
                        "slice-1");
    }

    @Test
    void whatLabelStudioPutsBeforeAnUploadIsLeftOut() {
        assertThat(ImageNames.candidates("/data/upload/3/0123abcd-img-1.png")).contains("img-1").doesNotContain("");
        assertThat(ImageNames.candidates("s3://bucket/img-1.png?versionId=3")).contains("img-1");
    }
}
