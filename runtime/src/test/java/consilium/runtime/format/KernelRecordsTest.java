package consilium.runtime.format;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.artefact.Manifest;
import consilium.kernel.dataset.Item;
import consilium.kernel.event.Event;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.spec.ExperimentSpec;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelRecordsTest {

    @Test
    void everythingTheFormatReachesIsRegistered() throws Exception {
        Set<Class<?>> reached = new HashSet<>();
        for (Class<?> root : List.of(
                Event.class, ExperimentSpec.class, StageSpec.class, Manifest.class, Item.class)) {
            reach(root, reached);
        }
        RegisterForReflection named = KernelRecords.class.getAnnotation(RegisterForReflection.class);
        Set<Class<?>> registered = new HashSet<>();
        for (Class<?> target : named.targets()) {
            registered.add(target);
            registered.addAll(List.of(target.getDeclaredClasses()));
        }

        assertThat(registered).containsAll(reached);
    }

    private static void reach(Type type, Set<Class<?>> reached) {
        if (type instanceof ParameterizedType parameterized) {
            for (Type argument : parameterized.getActualTypeArguments()) {
                reach(argument, reached);
            }
            return;
        }
        Class<?> plain = (Class<?>) type;
        if (!plain.getName().startsWith("consilium.kernel.") || !reached.add(plain)) {
            return;
        }
        if (plain.isSealed()) {
            for (Class<?> variant : plain.getPermittedSubclasses()) {
                reach(variant, reached);
            }
        }
        if (plain.isRecord()) {
            for (RecordComponent component : plain.getRecordComponents()) {
                reach(component.getGenericType(), reached);
            }
        }
    }
}
