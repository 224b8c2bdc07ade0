package consilium.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {

    @TempDir
    Path folder;

    @Test
    void oneAtATimeHoldsAHome() {
        Home home = new Home(folder.resolve("new"));
        HomeLock first = HomeLock.take(home).orElseThrow();

        assertThat(HomeLock.take(home)).isEmpty();
        first.close();
        assertThat(HomeLock.take(home)).isPresent();
    }

    @Test
    void aSecondHouseIsRefusedInOneLineThatSaysWhatToDo() {
        Home home = new Home(folder);
        try (HomeLock _ = HomeLock.take(home).orElseThrow()) {
            new ServerFile(8480, ProcessHandle.current().pid(), "1", "localhost:9092").write(home);

            assertThatThrownBy(() -> House.open(home, new Settings(Map.of()), 0, Map.of()))
                    .isInstanceOf(HouseTakenException.class)
                    .hasMessage("another Consilium runs on " + folder + " at http://127.0.0.1:8480 (process "
                            + ProcessHandle.current().pid() + "); stop it, or set CONSILIUM_HOME to another folder");
        }
    }
}
