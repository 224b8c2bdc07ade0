package consilium.orchestrate.shell.keep;

import consilium.runtime.collect.KeepRule;
import jakarta.inject.Singleton;

/// What let a model pass its gate, and with it the model and all that it was made from.
@Singleton
class RegisteredModels implements KeepRule {

    @Override
    public String why() {
        return "registered model";
    }

    @Override
    public String recipes() {
        return "select recipe from execution where stage = 'deploy' and summary ->> 'passed' = 'true'";
    }
}
