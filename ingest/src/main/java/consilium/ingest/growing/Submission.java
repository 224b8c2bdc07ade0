package consilium.ingest.growing;

import consilium.kernel.format.About;
import consilium.kernel.format.InvalidTreeException;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An annotation as somebody hands it in: one annotator's whole label map of one image.
///
/// @param tool       what it was drawn with
/// @param toolId     what the tool calls it, so that it can be withdrawn by that
/// @param drawn      when it was drawn or last changed, ISO 8601; an older one does not take the place of a newer one
/// @param supersedes the version of the annotation it was made to replace; another one in its place is a conflict
public record Submission(
        @About("The image's id in the data set") String image,
        @About("Who drew it") String annotator,
        @About("What it was drawn with") Optional<String> tool,
        @About("What the tool calls it") Optional<String> toolId,
        @About("When it was drawn or last changed, ISO 8601") Optional<String> drawn,
        @About("The version of the annotation it is to replace") Optional<Long> supersedes,
        @About("The label map") Drawing drawing) {

    private static final int LONGEST = 200;

    public Submission {
        requireText("image", image);
        requireText("annotator", annotator);
        drawn.ifPresent(Submission::instant);
    }

    /// @throws consilium.kernel.problem.ProblemException `SpecInvalid`, with every violation found
    public static Submission read(@Nullable Object tree) {
        try {
            return RecordFormat.read(Submission.class, tree);
        } catch (InvalidTreeException e) {
            throw new Problem.SpecInvalid("annotation", e.violations()).toException(e);
        }
    }

    public HandedIn handedIn() {
        return new HandedIn(image, annotator, tool, toolId, drawn.map(Submission::instant), supersedes, drawing);
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "drawn must be a time such as 2026-11-24T10:15:30Z, was \"" + text + "\"", e);
        }
    }

    private static void requireText(String what, String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    what + " must be 1 to " + LONGEST + " characters, was \"" + text + "\"");
        }
    }
}
