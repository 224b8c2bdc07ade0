package consilium.runtime.work;

import consilium.kernel.plan.StageName;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.recipe.Digest;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.kernel.stage.Stage;
import consilium.kernel.stage.Workshop;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Two stages that do what a test tells them to: by default, one small artefact decided by slice and inputs.
class ToyStages {

    private static final Map<Object, Behaviour> BEHAVIOURS = new ConcurrentHashMap<>();
    private static final Map<Object, String> FILES = new ConcurrentHashMap<>();
    private static final Map<Object, AtomicInteger> MAKINGS = new ConcurrentHashMap<>();

    /// What `make` does for one slice.
    interface Behaviour {

        /// @param making from 1
        Made make(int making, Inputs inputs, Workshop workshop) throws Exception;
    }

    static void when(StageSpec slice, Behaviour behaviour) {
        BEHAVIOURS.put(slice, behaviour);
    }

    /// What the file of one slice holds, which else is the same for all.
    static void file(StageSpec slice, String content) {
        FILES.put(slice, content);
    }

    static int makings(StageSpec slice) {
        return MAKINGS.computeIfAbsent(slice, key -> new AtomicInteger()).get();
    }

    /// One artefact with one array of that content.
    static Made made(Workshop workshop, String role, String content) {
        var writer = workshop.artefact(role, 1);
        byte[] bytes = content.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (var array = writer.array("values", consilium.kernel.artefact.DType.UINT8, bytes.length)) {
            array.write(bytes);
        }
        writer.table("about.json", Map.of("content", content));
        return new Made(Map.of(role, writer.commit()), Map.of("length", bytes.length, "share", 0.5));
    }

    @Produces
    @Singleton
    Stage<StageSpec.Ingest> ingest() {
        return new Toy<>(StageName.INGEST, StageSpec.Ingest.class, "annotations");
    }

    @Produces
    @Singleton
    Stage<StageSpec.Fuse> fuse() {
        return new Toy<>(StageName.FUSE, StageSpec.Fuse.class, "labels");
    }

    private record Toy<S extends StageSpec>(StageName name, Class<S> slice, String role) implements Stage<S> {

        @Override
        public Map<String, Digest> sources(S slice) {
            return name == StageName.INGEST ? Map.of("file", Digest.of(FILES.getOrDefault(slice, "a file"))) : Map.of();
        }

        @Override
        public Made make(S slice, Inputs inputs, Workshop workshop) {
            int making = MAKINGS.computeIfAbsent(slice, key -> new AtomicInteger()).incrementAndGet();
            Behaviour usual = (number, read, shop) -> made(shop, role, slice.toString());
            try {
                return BEHAVIOURS.getOrDefault(slice, usual).make(making, inputs, workshop);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
