package consilium.standalone.cli;

import java.io.UncheckedIOException;

/// Follows an experiment to its end, over a broken connection too.
final class Follower {

    private static final int ATTEMPTS = 5;
    private static final long BETWEEN_ATTEMPTS_MILLIS = 1000;

    private final Api api;
    private final Board board;

    Follower(Api api, Board board) {
        this.api = api;
        this.board = board;
    }

    /// The experiment as it is when it has ended.
    Answer follow(String experiment) {
        String path = Experiments.path(experiment);
        try {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                listen(path + "/events");
                Answer state = api.get(path);
                if (ended(state.show("state"))) {
                    return state;
                }
                pause();
            }
        } finally {
            board.end();
        }
        throw new CommandException(
                ExitCode.FAILED, "the server keeps ending the stream of events before " + experiment + " has ended");
    }

    private void listen(String path) {
        try {
            api.events(path, event -> {
                if (event.name().equals("step")) {
                    board.show(StepView.of(event.data()));
                }
            });
        } catch (UncheckedIOException _) {
            // The connection broke; whether the experiment goes on is asked next, and tells what is wrong if it fails.
        }
    }

    private static boolean ended(String state) {
        return switch (state) {
            case "succeeded", "failed", "cancelled" -> true;
            default -> false;
        };
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_ATTEMPTS_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }
}
