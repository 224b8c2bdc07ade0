package consilium.relay;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.relay.Comparison.Measured;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    @Test
    void aRatioAboveOneIsBetterOfTimesAndOfRates() {
        Measured ours = new Measured(new double[] {10, 20}, new Load.Flood(2, new double[] {100, 200, 300, 400}));
        Measured peer = new Measured(new double[] {40, 50}, new Load.Flood(2, new double[] {800, 900}));

        List<List<String>> rows = new Comparison(ours, peer)
                .lines("Peer").stream().map(line -> List.of(line.split(" {2,}"))).toList();

        assertThat(rows).containsExactly(
                List.of("six no-op steps", "Consilium", "Peer", "ratio"),
                List.of("one by one: p50 ms", "10.0", "40.0", "4.00"),
                List.of("one by one: p95 ms", "20.0", "50.0", "2.50"),
                List.of("flooded: workflows/s", "2.0", "1.0", "2.00"),
                List.of("flooded: p50 ms", "200.0", "800.0", "4.00"),
                List.of("flooded: p95 ms", "400.0", "900.0", "2.25"));
    }
}
