package consilium.networks;

import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.RandomStreams;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A network's parameters: named arrays, kept in one row. With its [Architecture] they are the network.
public final class Parameters {

    private final Architecture architecture;
    private final List<Slot> slots;
    private final float[] values;

    private Parameters(Architecture architecture, List<Slot> slots, float[] values) {
        this.architecture = architecture;
        this.slots = slots;
        this.values = values;
    }

    /// Those that training starts from. Each array has a random stream of its own, `parameter/<name>`, so that none
    /// depends on which others there are: two architectures start alike where they are alike.
    public static Parameters initial(Architecture architecture, RandomStreams streams) {
        List<Slot> slots = Network.of(architecture).slots();
        float[] values = new float[count(slots)];
        int from = 0;
        for (Slot slot : slots) {
            slot.start().fill(values, from, slot.size(), streams.stream("parameter/" + slot.name()));
            from += slot.size();
        }
        return new Parameters(architecture, slots, values);
    }

    /// @param values all of them, in the network's order; taken over, not copied
    public static Parameters of(Architecture architecture, float[] values) {
        List<Slot> slots = Network.of(architecture).slots();
        if (values.length != count(slots)) {
            throw new IllegalArgumentException(
                    architecture + " has " + count(slots) + " parameters, was given " + values.length);
        }
        return new Parameters(architecture, slots, values);
    }

    /// Reads what [#safetensors()] wrote.
    ///
    /// @param parser of JSON, such as the artefact store's
    /// @throws consilium.kernel.problem.ProblemException `BadInput` when the bytes are not the parameters of this
    ///                                                   architecture; it names the array that is missing, left over
    ///                                                   or of another shape
    public static Parameters read(
            Architecture architecture, byte[] safetensors, Function<InputStream, @Nullable Object> parser) {
        Map<String, Safetensors.Tensor> tensors = Safetensors.read(safetensors, parser);
        List<Slot> slots = Network.of(architecture).slots();
        float[] values = new float[count(slots)];
        int from = 0;
        for (Slot slot : slots) {
            Safetensors.Tensor tensor = tensors.remove(slot.name());
            if (tensor == null || !tensor.shape().equals(slot.shape())) {
                throw misfit(slot.name(), "the architecture has it with the shape " + slot.shape() + ", the file "
                        + (tensor == null ? "has it not" : "with the shape " + tensor.shape()));
            }
            System.arraycopy(tensor.values(), 0, values, from, slot.size());
            from += slot.size();
        }
        if (!tensors.isEmpty()) {
            throw misfit(tensors.keySet().iterator().next(), "the architecture has no such array");
        }
        return new Parameters(architecture, slots, values);
    }

    public Architecture architecture() {
        return architecture;
    }

    /// The same, but for confusion matrices that do not start near the identity: their logits start about 0, as those of
    /// the paper's authors do. Full matrices are then about uniform, low-rank ones as near the identity as their form is.
    public Parameters withoutIdentity() {
        float[] changed = values.clone();
        int from = 0;
        for (Slot slot : slots) {
            if (slot.start() instanceof Slot.Start.Identity || slot.start() instanceof Slot.Start.Last) {
                Arrays.fill(changed, from, from + slot.size(), 0);
            }
            from += slot.size();
        }
        return new Parameters(architecture, slots, changed);
    }

    /// How many numbers they are.
    public int count() {
        return values.length;
    }

    /// All of them, in the network's order.
    public float[] values() {
        return values.clone();
    }

    /// As a safetensors file, which Python opens without us.
    public byte[] safetensors() {
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        int from = 0;
        for (Slot slot : slots) {
            tensors.put(
                    slot.name(),
                    new Safetensors.Tensor(slot.shape(), Arrays.copyOfRange(values, from, from + slot.size())));
            from += slot.size();
        }
        return Safetensors.write(tensors);
    }

    List<Slot> slots() {
        return slots;
    }

    private static int count(List<Slot> slots) {
        return slots.stream().mapToInt(Slot::size).sum();
    }

    private static RuntimeException misfit(String array, String why) {
        return new Problem.BadInput(Safetensors.WHAT, array, why).toException();
    }
}
