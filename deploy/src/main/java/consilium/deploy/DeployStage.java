package consilium.deploy;

import consilium.kernel.artefact.Artefact;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.GateSpec;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.kernel.stage.Stage;
import consilium.kernel.stage.Workshop;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Holds a model against the experiment's gate and writes down the decision, whichever it is: a refused model is a
/// result, not a failure.
public final class DeployStage implements Stage<StageSpec.Deploy> {

    @Override
    public StageName name() {
        return StageName.DEPLOY;
    }

    @Override
    public Class<StageSpec.Deploy> slice() {
        return StageSpec.Deploy.class;
    }

    /// @throws consilium.kernel.problem.ProblemException `SpecInvalid` when the evaluation has no such metric
    @Override
    public Made make(StageSpec.Deploy slice, Inputs inputs, Workshop workshop) {
        Artefact model = inputs.get(Role.MODEL);
        Artefact evaluation = inputs.get(Role.EVALUATION);
        Optional<Double> value = Scores.of(evaluation).value(slice.gate().metric());
        Registration registration = decide(slice, model, evaluation.digest(), value);
        Digest artefact = workshop.artefact(Registration.KIND, Registration.LAYOUT)
                .table(Registration.FILE, RecordFormat.write(registration))
                .commit();
        return new Made(Map.of(Role.REGISTRATION, artefact), registration.summary());
    }

    private static Registration decide(
            StageSpec.Deploy slice, Artefact model, Digest evaluation, Optional<Double> value) {
        GateSpec gate = slice.gate();
        return new Registration(
                slice.name(),
                model.digest().brief(),
                model.digest(),
                evaluation,
                gate.metric(),
                value,
                gate.atLeast(),
                gate.atMost(),
                value.filter(gate::passes).isPresent(),
                tree(model, "architecture.json"),
                tree(model, "preprocessing.json"));
    }

    private static Map<String, Object> tree(Artefact model, String file) {
        if (!(model.table(file) instanceof Map<?, ?> table)) {
            throw new IllegalStateException(file + " of model " + model.digest() + " is not a map");
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        table.forEach((key, value) -> tree.put((String) key, value));
        return tree;
    }
}
