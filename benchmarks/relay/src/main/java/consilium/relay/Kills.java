package consilium.relay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Kills processes of a crew, one after another while its batch goes on: each named point in turn, and now and then at
/// any moment. Who dies where follows from the seed.
final class Kills {

    /// A point that no event leads past any more is given up for any moment.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int UNDER_WAY = 2;

    private final Crew crew;
    private final long begun = System.nanoTime();
    private final int kills;
    private final Random random;
    private final List<Optional<Point>> ways = new ArrayList<>();
    private final Map<String, Integer> struck = new TreeMap<>();
    private final AtomicInteger done = new AtomicInteger();

    Kills(Crew crew, int kills, long seed) {
        this.crew = crew;
        this.kills = kills;
        this.random = new Random(seed);
        for (Point point : Point.values()) {
            ways.add(Optional.of(point));
        }
        ways.add(Optional.empty());
    }

    /// How many experiments may have been requested: the last kill is to fall while there is work left, and while one is
    /// waited for there must be some too.
    int allowed(int experiments, int ended) {
        int until = done.get();
        return until == kills ? experiments : Math.max(experiments * (until + 1) / (kills + 1), ended + UNDER_WAY);
    }

    /// Strikes until the number is full.
    void run() throws InterruptedException {
        List<Optional<Point>> left = new ArrayList<>();
        for (int i = 0; i < kills; i++) {
            if (left.isEmpty()) {
                left.addAll(ways);
                Collections.shuffle(left, random);
            }
            awaitAlive();
            String how = strike(left.removeLast());
            struck.merge(how, 1, Integer::sum);
            done.incrementAndGet();
        }
    }

    /// Now and then whoever was struck last may be struck again while it starts; else all are at work before the next.
    private void awaitAlive() throws InterruptedException {
        if (random.nextInt(4) > 0) {
            crew.awaitReady();
        }
    }

    private String strike(Optional<Point> way) throws InterruptedException {
        Crew.Member member = victim(way);
        Worker worker = member.worker();
        Thread.sleep(random.nextInt(2000));
        if (way.isPresent()) {
            worker.appoint(way.get());
            if (worker.diesWithin(PATIENCE)) {
                return told(member, way.get().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            }
        }
        worker.kill();
        return told(member, "at any moment");
    }

    private String told(Crew.Member member, String how) {
        System.out.printf(
                Locale.ROOT, "%6.1f s: %s killed %s%n", (System.nanoTime() - begun) / 1e9, member.groups(), how);
        return how;
    }

    /// Whoever only orchestrates passes the points around a commit, and no others.
    private Crew.Member victim(Optional<Point> way) {
        boolean anybody = way.isEmpty() || way.get() == Point.BEFORE_COMMIT || way.get() == Point.AFTER_COMMIT;
        List<Crew.Member> members = crew.members().stream()
                .filter(member -> anybody || !member.groups().equals(Crew.SERVICES.getFirst()))
                .toList();
        return members.get(random.nextInt(members.size()));
    }

    int struck() {
        return done.get();
    }

    @Override
    public String toString() {
        return done + " kills: " + struck;
    }
}
