package consilium.runtime.work;

import consilium.kernel.plan.StageName;
import consilium.kernel.stage.Stage;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The stages of this process: every bean that is one.
@Singleton
final class Stages {

    private final Map<StageName, Stage<?>> byName = new EnumMap<>(StageName.class);

    Stages(@Any Instance<Stage<?>> beans) {
        for (Stage<?> stage : beans) {
            Stage<?> other = byName.put(stage.name(), stage);
            if (other != null) {
                throw new IllegalStateException("two beans are the stage " + stage.name().label() + ": "
                        + other.getClass().getName() + " and " + stage.getClass().getName());
            }
        }
    }

    Collection<Stage<?>> all() {
        return byName.values();
    }

    Optional<Stage<?>> find(StageName name) {
        return Optional.ofNullable(byName.get(name));
    }
}
