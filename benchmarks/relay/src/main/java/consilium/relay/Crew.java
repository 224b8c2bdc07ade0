package consilium.relay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Services in processes of which each is started again when it dies, as a supervisor would.
final class Crew implements AutoCloseable {

    /// The services, each with the groups it works for.
    static final List<String> SERVICES = List.of(
            "orchestrate,orchestrate-tracker", "ingest", "simulate", "fuse", "train", "evaluate", "deploy");

    static final Path THIS_BUILD = Path.of(System.getProperty("java.class.path"));

    private final Foundations foundations;
    private final Map<String, String> settings;
    private final Path build;
    private final List<Member> members = new ArrayList<>();

    /// @param settings beside what the foundations tell
    Crew(Foundations foundations, Map<String, String> settings) {
        this(foundations, settings, THIS_BUILD);
    }

    /// @param build the application's jar, of this build or another
    Crew(Foundations foundations, Map<String, String> settings, Path build) {
        this.foundations = foundations;
        this.build = build;
        this.settings = new HashMap<>(settings);
        this.settings.put("relay.doomed", "true");
    }

    /// The seven services in so many processes, 7 at most.
    static List<String> shared(int processes) {
        List<String> shares = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            int from = i * SERVICES.size() / processes;
            shares.add(String.join(",", SERVICES.subList(from, (i + 1) * SERVICES.size() / processes)));
        }
        return shares;
    }

    Member add(String groups) throws IOException {
        Member member = new Member(groups);
        members.add(member);
        return member;
    }

    List<Member> members() {
        return List.copyOf(members);
    }

    void awaitReady() throws InterruptedException {
        for (Member member : members) {
            Ready.await(() -> member.worker().port());
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (Member member : members) {
            member.dismiss();
        }
        for (Member member : members) {
            member.worker().close();
        }
    }

    /// One post of the crew, held by one process after another.
    final class Member {

        private final String groups;
        private boolean dismissed;
        private Worker worker;

        private Member(String groups) throws IOException {
            this.groups = groups;
            this.worker = hired();
        }

        private Worker hired() throws IOException {
            Worker hired = Worker.start(foundations, groups, settings, build);
            var unused = hired.ended().thenRun(this::replace);
            return hired;
        }

        private synchronized void replace() {
            if (!dismissed) {
                try {
                    worker = hired();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        private synchronized void dismiss() {
            dismissed = true;
        }

        synchronized Worker worker() {
            return worker;
        }

        String groups() {
            return groups;
        }
    }
}
