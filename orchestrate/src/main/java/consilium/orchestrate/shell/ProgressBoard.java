package consilium.orchestrate.shell;

import consilium.kernel.event.Event.StageProgressed;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The latest progress of each step at work, as this process has heard it. Nothing relies on it.
@Singleton
public class ProgressBoard {

    private static final int REMEMBERED = 4096;

    private final Map<String, StageProgressed> latest = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, StageProgressed> eldest) {
            return size() > REMEMBERED;
        }
    };

    synchronized void heard(StageProgressed progress) {
        latest.put(progress.key(), progress);
    }

    public synchronized Optional<StageProgressed> of(String experiment, String step) {
        return Optional.ofNullable(latest.get(experiment + "/" + step));
    }
}
