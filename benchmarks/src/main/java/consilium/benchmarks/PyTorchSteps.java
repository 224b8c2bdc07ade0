package consilium.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A process of `training_step.py`, which takes steps when asked.
final class PyTorchSteps implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter orders;
    private final String[] facts;

    /// @param network `released` or `lean`
    /// @param device  as PyTorch names it
    PyTorchSteps(String python, Path script, String network, String device) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(python, script.toString(), network, device);
        builder.environment().put("OMP_NUM_THREADS", "1");
        process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        orders = process.outputWriter(StandardCharsets.UTF_8);
        facts = answer().split(" ");
    }

    String version() {
        return facts[0];
    }

    int parameters() {
        return Integer.parseInt(facts[1]);
    }

    /// Of the convolutions, per image, forward.
    long multiplyAdds() {
        return Long.parseLong(facts[2]);
    }

    /// Milliseconds of one step, the mean of so many: of processor time on the CPU, as they passed elsewhere.
    double take(int steps) throws IOException {
        orders.write(steps + "\n");
        orders.flush();
        return Double.parseDouble(answer());
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the Python process ended; is PyTorch installed for it?");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        orders.close();
        process.destroy();
    }
}
