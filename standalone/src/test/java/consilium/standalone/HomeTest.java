package consilium.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomeTest {

    @Test
    void theEnvironmentNamesIt() {
        assertThat(Home.in(new Settings(Map.of("CONSILIUM_HOME", "/somewhere/../else"))).path())
                .isEqualTo(Path.of("/else"));
    }

    @Test
    void elseItIsInTheUsersOwn() {
        Home expected = new Home(Path.of(System.getProperty("user.home"), ".consilium"));

        assertThat(Home.in(new Settings(Map.of()))).isEqualTo(expected);
        assertThat(Home.in(new Settings(Map.of("CONSILIUM_HOME", " ")))).isEqualTo(expected);
    }
}
