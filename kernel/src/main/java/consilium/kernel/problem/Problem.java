package consilium.kernel.problem;

import consilium.kernel.format.Violation;
import consilium.kernel.recipe.Digest;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A failure we foresee, in the words of RFC 9457. A bug is not a problem: it throws.
public sealed interface Problem {

    /// The kind in a few words.
    String title();

    /// The HTTP status it has at the API.
    int status();

    /// This occurrence, for a person: names the values, and what would be right.
    String detail();

    /// Whether trying again later may help; otherwise the event goes to the dead letters at once.
    default boolean passing() {
        return false;
    }

    /// Further members of the written problem.
    default Map<String, Object> more() {
        return Map.of();
    }

    /// The stable name of the kind: `urn:consilium:problem:spec-invalid`.
    default String type() {
        return "urn:consilium:problem:"
                + getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    default Report report() {
        return new Report(type(), title(), status(), detail(), more());
    }

    default ProblemException toException() {
        return new ProblemException(this);
    }

    default ProblemException toException(Throwable cause) {
        return new ProblemException(this, cause);
    }

    /// A spec, or any tree a user wrote, does not fit.
    ///
    /// @param what such as `experiment spec`
    record SpecInvalid(String what, List<Violation> violations) implements Problem {
        @Override
        public String title() {
            return "The " + what + " is not valid";
        }

        @Override
        public int status() {
            return 422;
        }

        @Override
        public String detail() {
            return String.join("; ", violations.stream().map(Violation::toString).toList());
        }

        @Override
        public Map<String, Object> more() {
            return Map.of(
                    "violations",
                    violations.stream()
                            .map(violation -> Map.of("path", violation.path(), "rule", violation.rule()))
                            .toList());
        }
    }

    /// Text that is neither JSON nor YAML, or an event that is no CloudEvent.
    ///
    /// @param what     such as `request body`
    /// @param position line and column or byte, where known
    record Unreadable(String what, String position, String why) implements Problem {
        @Override
        public String title() {
            return "The " + what + " cannot be read";
        }

        @Override
        public int status() {
            return 400;
        }

        @Override
        public String detail() {
            return what + (position.isEmpty() ? "" : " at " + position) + ": " + why;
        }
    }

    /// A file is missing, cut short, of the wrong kind, or holds what it may not.
    ///
    /// @param file     its path
    /// @param position byte offset, pixel or entry, where known, else empty
    /// @param why      what is wrong and what would be right
    record BadInput(String file, String position, String why) implements Problem {
        @Override
        public String title() {
            return "An input file cannot be used";
        }

        @Override
        public int status() {
            return 422;
        }

        @Override
        public String detail() {
            return file + (position.isEmpty() ? "" : " at " + position) + ": " + why;
        }
    }

    /// A step reads a role that no step before it made.
    record InputUnavailable(String step, String role, List<String> available) implements Problem {
        @Override
        public String title() {
            return "A step reads what was not made";
        }

        @Override
        public int status() {
            return 422;
        }

        @Override
        public String detail() {
            return step + " reads \"" + role + "\", which the steps before it did not make; they made "
                    + String.join(", ", available);
        }
    }

    /// An artefact is named that the store does not hold.
    record ArtefactMissing(Digest digest) implements Problem {
        @Override
        public String title() {
            return "An artefact is missing";
        }

        @Override
        public int status() {
            return 404;
        }

        @Override
        public String detail() {
            return "no artefact " + digest + " in the store";
        }
    }

    /// An artefact's bytes are not those its name promises.
    ///
    /// @param digest of the artefact
    /// @param part   the array or file that is damaged, or `manifest`
    record ArtefactDamaged(Digest digest, String part, String why) implements Problem {
        @Override
        public String title() {
            return "An artefact is damaged";
        }

        @Override
        public int status() {
            return 500;
        }

        @Override
        public String detail() {
            return "artefact " + digest + ", " + part + ": " + why;
        }
    }

    /// Something asked for by id or name is not known.
    record NotFound(String what, String id) implements Problem {
        @Override
        public String title() {
            return "Not found";
        }

        @Override
        public int status() {
            return 404;
        }

        @Override
        public String detail() {
            return "no " + what + " " + id;
        }
    }

    /// A sender did not show that they are who they say.
    ///
    /// @param what such as `webhook of cvat`
    record Unauthorised(String what, String why) implements Problem {
        @Override
        public String title() {
            return "The sender is not known";
        }

        @Override
        public int status() {
            return 401;
        }

        @Override
        public String detail() {
            return what + ": " + why;
        }
    }

    /// The same id or idempotency key came with another payload.
    record Conflict(String key, String detail) implements Problem {
        @Override
        public String title() {
            return "The same id stands for something else";
        }

        @Override
        public int status() {
            return 409;
        }

        @Override
        public Map<String, Object> more() {
            return Map.of("key", key);
        }
    }

    /// Something sent is larger than this service takes.
    ///
    /// @param what such as `request body`
    /// @param size as it was, with its unit
    /// @param most that is taken, with its unit
    record TooLarge(String what, String size, String most) implements Problem {
        @Override
        public String title() {
            return "Too large";
        }

        @Override
        public int status() {
            return 413;
        }

        @Override
        public String detail() {
            return what + " has " + size + ", at most " + most + " are taken";
        }
    }

    /// The plan asks for an engine this worker does not have.
    record EngineMismatch(String planned, String present) implements Problem {
        @Override
        public String title() {
            return "The planned engine is not here";
        }

        @Override
        public int status() {
            return 409;
        }

        @Override
        public String detail() {
            return "planned for " + planned + ", this worker has " + present;
        }
    }

    /// Training ran into numbers that are none.
    record TrainingDiverged(int epoch, String why) implements Problem {
        @Override
        public String title() {
            return "Training diverged";
        }

        @Override
        public int status() {
            return 422;
        }

        @Override
        public String detail() {
            return "epoch " + epoch + ": " + why;
        }
    }

    /// One attempt at a step took longer than it may.
    ///
    /// @param stage of the step
    /// @param limit as it was set, such as `90m`
    record TimedOut(String step, String stage, String limit) implements Problem {
        @Override
        public String title() {
            return "A step took too long";
        }

        @Override
        public int status() {
            return 504;
        }

        @Override
        public String detail() {
            return step + " was stopped after " + limit
                    + ", the longest one attempt may take; a longer time-out is set by"
                    + " execution.stages." + stage + ".timeout in the spec, or for all experiments by consilium."
                    + stage
                    + ".timeout";
        }

        @Override
        public boolean passing() {
            return true;
        }

        @Override
        public Map<String, Object> more() {
            return Map.of("step", step, "limit", limit);
        }
    }

    /// A replay made something else than what was recorded.
    ///
    /// @param differs what came out different first: role, array or file
    record ReplayDiverged(String step, List<String> differs) implements Problem {
        @Override
        public String title() {
            return "The replay differs";
        }

        @Override
        public int status() {
            return 409;
        }

        @Override
        public String detail() {
            return step + " came out different from what was recorded: " + String.join("; ", differs);
        }

        @Override
        public Map<String, Object> more() {
            return Map.of("step", step, "differs", differs);
        }
    }

    /// A database, broker or store does not answer, or answers with an error that may pass.
    record DependencyUnavailable(String what, String why) implements Problem {
        @Override
        public String title() {
            return "A service we need is not available";
        }

        @Override
        public int status() {
            return 503;
        }

        @Override
        public String detail() {
            return what + ": " + why;
        }

        @Override
        public boolean passing() {
            return true;
        }
    }

    /// A bug, at the place where it ends: so that even that is told in one form.
    record Unexpected(String detail) implements Problem {
        @Override
        public String title() {
            return "Unexpected failure";
        }

        @Override
        public int status() {
            return 500;
        }

        @Override
        public boolean passing() {
            return true;
        }
    }
}
