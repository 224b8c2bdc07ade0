package consilium.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What makes a broker out of the box a small one: one node, one process, few threads, quick to start again.
///
/// Names and defaults: the broker configuration reference of Kafka 4.2.
///
/// @param advertised the port that clients are told to come to: another one where something stands in between
record BrokerSettings(Path directory, int port, int advertised, int controllerPort) {

    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";

    private static final int LARGEST_MESSAGE = 8 << 20;

    /// As text, the one form in which Kafka accepts every setting.
    Map<String, String> asMap() {
        Map<String, String> settings = new HashMap<>();
        for (Map<String, Object> part : List.of(identity(), singleNode(), smallFootprint(), promptGroups())) {
            part.forEach((name, value) -> settings.put(name, value.toString()));
        }
        return settings;
    }

    private Map<String, Object> identity() {
        return Map.of(
                "process.roles", "broker,controller",
                "node.id", NODE,
                "log.dirs", directory.toString(),
                "listeners", "BROKER://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort,
                "advertised.listeners", "BROKER://127.0.0.1:" + advertised,
                "listener.security.protocol.map", "BROKER:PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "inter.broker.listener.name", "BROKER",
                "controller.listener.names", CONTROLLER,
                "controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
    }

    private static Map<String, Object> singleNode() {
        Map<String, Object> settings = new HashMap<>();
        for (String topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.put(topic + ".replication.factor", 1);
            settings.put(topic + ".num.partitions", 1);
        }
        settings.put("transaction.state.log.min.isr", 1);
        settings.put("share.coordinator.state.topic.min.isr", 1);
        settings.put("default.replication.factor", 1);
        settings.put("num.partitions", 1);
        settings.put("message.max.bytes", LARGEST_MESSAGE);
        settings.put("replica.fetch.max.bytes", LARGEST_MESSAGE);
        // Nobody else can be the leader, so there is nothing to hand over. But who said goodbye may come back at once.
        settings.put("controlled.shutdown.enable", true);
        // A killed broker's session must end before it may register again, which is all that its restart waits for; but on
        // a machine that trains, or starts several processes, a living one's heartbeat may be late by seconds, and once
        // fenced it finds its way back only slowly.
        settings.put("broker.session.timeout.ms", 6000);
        settings.put("broker.heartbeat.interval.ms", 500);
        settings.put("controller.quorum.election.timeout.ms", 200);
        settings.put("controller.quorum.election.backoff.max.ms", 200);
        return settings;
    }

    private static Map<String, Object> smallFootprint() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("num.network.threads", 1);
        settings.put("num.io.threads", 2);
        settings.put("background.threads", 2);
        settings.put("num.recovery.threads.per.data.dir", 2);
        settings.put("group.coordinator.threads", 1);
        settings.put("share.coordinator.threads", 1);
        settings.put("queued.max.requests", 100);
        settings.put("log.cleaner.threads", 1);
        settings.put("log.cleaner.dedupe.buffer.size", 2L << 20);
        settings.put("log.cleaner.io.buffer.size", 64 << 10);
        settings.put("log.index.size.max.bytes", 1 << 20);
        settings.put("log.segment.bytes", 64 << 20);
        // Empty records, twice a second, tell followers how far the log is. There are no followers.
        settings.put("metadata.max.idle.interval.ms", 0);
        return settings;
    }

    /// Members join, and the dead are missed, within seconds: a worker that is started is wanted now.
    private static Map<String, Object> promptGroups() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("group.initial.rebalance.delay.ms", 0);
        for (String protocol : new String[] {"group.share", "group.consumer"}) {
            settings.put(protocol + ".min.heartbeat.interval.ms", 500);
            settings.put(protocol + ".heartbeat.interval.ms", 1000);
            settings.put(protocol + ".min.session.timeout.ms", 3000);
            settings.put(protocol + ".session.timeout.ms", 10_000);
        }
        settings.put("group.share.min.record.lock.duration.ms", 1000);
        return settings;
    }
}
