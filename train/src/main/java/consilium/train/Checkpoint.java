package consilium.train;

import consilium.kernel.artefact.ArraySink;
import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.artefact.DType;
import consilium.kernel.artefact.NdArray;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.recipe.Digest;
import consilium.kernel.stage.Workshop;
import consilium.networks.Architecture;
import consilium.networks.Moments;
import consilium.networks.Parameters;
import java.util.List;
import java.util.Optional;

/// A [Course] as an artefact, from which training goes on as if it had never stopped: float for float. Random streams
/// have names instead of states, so none of them is in it.
final class Checkpoint {

    private static final String KIND = "checkpoint";
    private static final int VERSION = 1;

    private static final String STATE = "state.json";
    private static final String PARAMETERS = "parameters";
    private static final String BEST = "best";
    private static final String FIRST_MOMENT = "firstMoment";
    private static final String SECOND_MOMENT = "secondMoment";

    private Checkpoint() {}

    /// @param steps the optimiser has taken
    private record State(int bestEpoch, long steps, List<EpochReport> history) {}

    static Digest write(Course course, Workshop workshop) {
        ArtefactWriter artefact = workshop.artefact(KIND, VERSION);
        write(artefact, PARAMETERS, course.parameters().values());
        write(artefact, BEST, course.best().values());
        write(artefact, FIRST_MOMENT, course.moments().first());
        write(artefact, SECOND_MOMENT, course.moments().second());
        State state = new State(course.bestEpoch(), course.moments().steps(), course.history());
        return artefact.table(STATE, RecordFormat.write(state)).commit();
    }

    /// Where an attempt that did not end has left off.
    static Optional<Course> newest(Workshop workshop, Architecture architecture) {
        return workshop.checkpoint().map(artefact -> read(artefact, architecture));
    }

    private static Course read(Artefact artefact, Architecture architecture) {
        State state = RecordFormat.read(State.class, artefact.table(STATE));
        return new Course(
                Parameters.of(architecture, floats(artefact, PARAMETERS)),
                new Moments(floats(artefact, FIRST_MOMENT), floats(artefact, SECOND_MOMENT), state.steps()),
                Parameters.of(architecture, floats(artefact, BEST)),
                state.bestEpoch(),
                state.history());
    }

    private static void write(ArtefactWriter artefact, String name, float[] values) {
        try (ArraySink sink = artefact.array(name, DType.FLOAT32, values.length)) {
            sink.write(values);
        }
    }

    private static float[] floats(Artefact artefact, String name) {
        NdArray array = artefact.array(name);
        return array.floats(0, Math.toIntExact(array.size()));
    }
}
