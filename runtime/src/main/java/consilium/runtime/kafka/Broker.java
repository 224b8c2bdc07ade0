package consilium.runtime.kafka;

import consilium.kernel.plan.Fact;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What is asked of the broker before work begins: that it is new enough, and has our topics and groups.
@ApplicationScoped
public class Broker {

    private static final Logger LOG = Logger.getLogger(Broker.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// The first metadata version that Kafka 4.2 knows.
    private static final short KAFKA_4_2 = 28;

    private final Topics topics;
    private final int partitions;
    private final Optional<Short> replicas;
    private final Duration lock;
    private volatile int deliveries = 5;
    private @Nullable Admin admin;

    Broker(
            Topics topics,
            @ConfigProperty(name = "consilium.kafka.partitions") int partitions,
            @ConfigProperty(name = "consilium.kafka.replicas") Optional<Short> replicas,
            @ConfigProperty(name = "consilium.work.lock") Duration lock) {
        this.topics = topics;
        this.partitions = partitions;
        this.replicas = replicas;
        this.lock = lock;
    }

    /// Makes what is not there yet; doing it twice, or in two processes at once, is doing it once.
    ///
    /// @param groups the names of the share groups that this process works for
    /// @throws consilium.kernel.problem.ProblemException `DependencyUnavailable` when it does not answer
    /// @throws BrokerTooOldException                     when it never will do
    public void prepare(Collection<String> groups) {
        requireShareGroups();
        readDeliveries();
        makeTopics(groups);
        configure(groups);
    }

    /// After so many deliveries of one record the broker drops it, and tells nobody.
    public int deliveries() {
        return deliveries;
    }

    /// How many brokers answer.
    ///
    /// @throws consilium.kernel.problem.ProblemException `DependencyUnavailable`
    public int answering(Duration patience) {
        return await(admin().describeCluster().nodes(), patience).size();
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(5));
        }
    }

    private void requireShareGroups() {
        FeatureMetadata features = await(admin().describeFeatures().featureMetadata(), PATIENCE);
        var metadata = features.supportedFeatures().get("metadata.version");
        if (metadata == null || metadata.maxVersion() < KAFKA_4_2) {
            throw new BrokerTooOldException("the broker at " + topics.servers()
                    + " is older than Kafka 4.2, which is the first with share groups that renew: upgrade it,"
                    + " or set CONSILIUM_KAFKA to another");
        }
        var share = features.finalizedFeatures().get("share.version");
        if (share == null || share.maxVersionLevel() < 1) {
            throw new BrokerTooOldException("the broker at " + topics.servers() + " has share groups turned off: run"
                    + " kafka-features.sh upgrade --feature share.version=1");
        }
    }

    /// Whoever may not ask for a broker's settings gets Kafka's default.
    private void readDeliveries() {
        Node any = await(admin().describeCluster().nodes(), PATIENCE).iterator().next();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, any.idString());
        try {
            Config settings = await(admin().describeConfigs(List.of(resource)).all(), PATIENCE)
                    .get(resource);
            ConfigEntry limit = settings == null ? null : settings.get("group.share.delivery.count.limit");
            deliveries = limit == null ? deliveries : Integer.parseInt(limit.value());
        } catch (ProblemException e) {
            LOG.debugf("cannot read the broker's settings: %s", e.getMessage());
        }
    }

    private void makeTopics(Collection<String> groups) {
        Collection<Node> brokers = await(admin().describeCluster().nodes(), PATIENCE);
        short copies = replicas.orElse((short) Math.min(3, brokers.size()));
        List<NewTopic> wanted = new ArrayList<>();
        for (Fact fact : Fact.values()) {
            wanted.add(topic(topics.of(fact), partitions, copies, Topics.compacted(fact)));
        }
        for (String group : groups) {
            wanted.add(topic(topics.dead(group), 1, copies, false));
            wanted.add(topic(topics.again(group), 1, copies, false));
        }
        Set<String> present = await(admin().listTopics().names(), PATIENCE);
        wanted.removeIf(topic -> present.contains(topic.name()));
        admin().createTopics(wanted).values().values().forEach(Broker::awaitTopic);
    }

    private static NewTopic topic(String name, int partitions, short replicas, boolean compacted) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Publisher.LARGEST));
        if (compacted) {
            settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        }
        return new NewTopic(name, partitions, replicas).configs(settings);
    }

    private static void awaitTopic(KafkaFuture<Void> made) {
        try {
            await(made, PATIENCE);
        } catch (RuntimeException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /// The broker's own default would begin at the newest record, and so miss what was sent before the first worker.
    private void configure(Collection<String> groups) {
        Map<ConfigResource, Collection<AlterConfigOp>> wanted = new HashMap<>();
        for (String group : groups) {
            wanted.put(
                    new ConfigResource(ConfigResource.Type.GROUP, topics.group(group)),
                    List.of(
                            set("share.auto.offset.reset", "earliest"),
                            set("share.record.lock.duration.ms", Long.toString(lock.toMillis()))));
        }
        await(admin().incrementalAlterConfigs(wanted).all(), PATIENCE);
    }

    /// Where the messages begin that a share group may not be done with; 0 where it was given none.
    public Map<TopicPartition, Long> begins(String group, Collection<TopicPartition> partitions) {
        Map<TopicPartition, SharePartitionOffsetInfo> told = await(
                admin().listShareGroupOffsets(
                        Map.of(group, new ListShareGroupOffsetsSpec().topicPartitions(partitions)))
                        .partitionsToOffsetInfo(group),
                PATIENCE);
        Map<TopicPartition, Long> begins = new HashMap<>();
        for (TopicPartition partition : partitions) {
            SharePartitionOffsetInfo begin = told.get(partition);
            begins.put(partition, begin == null ? 0L : Math.max(0, begin.startOffset()));
        }
        return begins;
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, topics.servers(),
                    AdminClientConfig.CLIENT_ID_CONFIG, "consilium-admin"));
        }
        return admin;
    }

    private static <T> T await(KafkaFuture<T> answer, Duration patience) {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Problem.DependencyUnavailable("broker", String.valueOf(cause.getMessage())).toException(cause);
        } catch (TimeoutException e) {
            throw new Problem.DependencyUnavailable("broker", "no answer within " + patience).toException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem.DependencyUnavailable("broker", "interrupted while asking").toException(e);
        }
    }
}
