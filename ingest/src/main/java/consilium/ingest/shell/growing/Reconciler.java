package consilium.ingest.shell.growing;

import consilium.ingest.coco.CvatXml;
import consilium.ingest.coco.DrawnAnnotation;
import consilium.ingest.coco.Export;
import consilium.ingest.coco.LabelStudioJson;
import consilium.ingest.growing.Drawing;
import consilium.ingest.growing.HandedIn;
import consilium.ingest.growing.ImageNames;
import consilium.ingest.source.ByteSource;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import consilium.runtime.format.Trees;
import consilium.runtime.ledger.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Compares what a tool exports with what arrived and records what is missing: webhooks get lost.
@ApplicationScoped
class Reconciler {

    private final Intake intake;
    private final Sql sql;
    private final ToolClient client;
    private final String imageField;

    Reconciler(
            Intake intake,
            Sql sql,
            ToolClient client,
            @ConfigProperty(name = "consilium.ingest.label-studio.image-field") String imageField) {
        this.intake = intake;
        this.sql = sql;
        this.client = client;
        this.imageField = imageField;
    }

    /// What a comparison came to.
    ///
    /// @param found    annotations in the export
    /// @param accepted that were missing here
    /// @param known    that were here already, or are older than what is here
    /// @param refused  that cannot be recorded, each with `image`, `annotator` and `problem`
    /// @param gone     versions of annotations that count here and are not in the export; they are left as they are
    public record Reconciliation(
            int found, int accepted, int known, List<Map<String, Object>> refused, List<Long> gone) {

        Reconciliation plus(Reconciliation more) {
            List<Map<String, Object>> both = new ArrayList<>(refused);
            both.addAll(more.refused);
            List<Long> gone = new ArrayList<>(this.gone);
            gone.addAll(more.gone);
            return new Reconciliation(
                    found + more.found, accepted + more.accepted, known + more.known, both, gone);
        }
    }

    String labelStudioImageField() {
        return imageField;
    }

    /// An export somebody sent.
    ///
    /// @throws ProblemException `Unreadable` or `BadInput` when it is none
    Reconciliation reconcile(String dataset, Tool tool, byte[] export) {
        return compare(dataset, tool, read(tool, export), "export/" + Digest.of(export).hex());
    }

    /// Everything that the tools have which this data set is bound to.
    Reconciliation fetch(String dataset, Tool tool) {
        Reconciliation all = new Reconciliation(0, 0, 0, List.of(), List.of());
        for (String project : projects(dataset, tool)) {
            all = all.plus(switch (tool) {
                case LABEL_STUDIO -> reconcile(dataset, tool, client.labelStudioExport(project));
                case CVAT -> cvatTask(dataset, project);
            });
        }
        return all;
    }

    /// The projects of a tool that the data set is bound to.
    @Transactional
    List<String> projects(String dataset, Tool tool) {
        return sql.rows(row -> String.valueOf(row[0]), "select project, tool from growing_source where dataset = ?1"
                + " and tool = ?2 order by project", dataset, tool.label());
    }

    private Reconciliation cvatTask(String dataset, String task) {
        Reconciliation all = new Reconciliation(0, 0, 0, List.of(), List.of());
        for (long job : client.cvatCompletedJobs(task)) {
            all = all.plus(cvatJob(dataset, job));
        }
        return all;
    }

    /// One finished job of CVAT, whose assignee drew all of it.
    Reconciliation cvatJob(String dataset, long job) {
        return reconcile(dataset, Tool.CVAT, client.cvatExport(job));
    }

    private Export read(Tool tool, byte[] export) {
        String what = "export of " + tool.label();
        return switch (tool) {
            case LABEL_STUDIO ->
                LabelStudioJson.read(what, Trees.json(new String(export, StandardCharsets.UTF_8), what), imageField);
            case CVAT -> CvatXml.readByAssignee(ByteSource.of(what, export));
        };
    }

    private Reconciliation compare(String dataset, Tool tool, Export export, String id) {
        int accepted = 0;
        List<Map<String, Object>> refused = new ArrayList<>();
        List<Receipt> there = new ArrayList<>();
        for (DrawnAnnotation annotation : export.annotations()) {
            try {
                Receipt receipt = accept(
                        dataset, id + "/" + annotation.image() + "/" + annotation.annotator(), tool, annotation,
                        Optional.empty(), Optional.empty());
                accepted += receipt.outcome() == Receipt.Outcome.ACCEPTED ? 1 : 0;
                there.add(receipt);
            } catch (ProblemException e) {
                if (e.problem() instanceof Problem.DependencyUnavailable) {
                    throw e;
                }
                refused.add(row(annotation, e.problem()));
            }
        }
        int known = export.annotations().size() - accepted - refused.size();
        return new Reconciliation(
                export.annotations().size(), accepted, known, refused, gone(dataset, tool, export, there));
    }

    /// Of the export's images and annotators alone: an export of one job says nothing of the others.
    private List<Long> gone(String dataset, Tool tool, Export export, List<Receipt> there) {
        List<String> annotators = export.annotations().stream().map(DrawnAnnotation::annotator).distinct().toList();
        List<String> found = there.stream().map(receipt -> receipt.image() + "\n" + receipt.annotator()).toList();
        return annotators.stream().flatMap(annotator -> counting(dataset, tool, annotator).stream())
                .filter(counting -> !found.contains(counting.image() + "\n" + counting.annotator()))
                .map(Counting::version)
                .toList();
    }

    private record Counting(String image, String annotator, long version) {}

    private List<Counting> counting(String dataset, Tool tool, String annotator) {
        return intake.counting(dataset, annotator, tool.label(), row -> new Counting(
                String.valueOf(row[0]), annotator, ((Number) row[1]).longValue()));
    }

    /// One annotation of a tool, under the id that its image has here.
    Receipt accept(
            String dataset,
            String id,
            Tool tool,
            DrawnAnnotation annotation,
            Optional<String> toolId,
            Optional<String> updated) {
        HandedIn.Drawable drawing = (what, width, height, classes) -> annotation.draw(
                width, height, Drawing.labels(classes));
        return intake.accept(dataset, id, new HandedIn(
                intake.imageId(dataset, ImageNames.candidates(annotation.image())), annotation.annotator(),
                Optional.of(tool.label()), toolId, updated.flatMap(Reconciler::time), Optional.empty(), drawing));
    }

    /// A time that is written otherwise than ISO 8601 orders nothing.
    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> row(DrawnAnnotation annotation, Problem problem) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("image", annotation.image());
        row.put("annotator", annotation.annotator());
        row.put("problem", problem.detail());
        return row;
    }
}
