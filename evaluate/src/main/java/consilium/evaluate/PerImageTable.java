package consilium.evaluate;

import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// One row per image: `per-image.csv`, after RFC 4180 with line feeds; a score that does not exist is an empty cell.
final class PerImageTable {

    private final ImageSet images;
    private final int classes;
    private final List<String> annotators;

    PerImageTable(ImageSet images, int classes, List<String> annotators) {
        this.images = images;
        this.classes = classes;
        this.annotators = annotators;
    }

    String csv(List<ImageScore> scores) {
        StringBuilder csv = new StringBuilder(line(header()));
        ConsensusGroups groups = ConsensusGroups.of(scores);
        scores.forEach(score -> csv.append(line(row(score, groups))));
        return csv.toString();
    }

    private List<String> header() {
        List<String> header = new ArrayList<>(List.of("image", "case", "dice", "iou"));
        if (classes > 2) {
            for (int label = 1; label < classes; label++) {
                header.add("dice of class " + label);
            }
        }
        header.addAll(List.of("confusionRmse", "confusionRmseImage", "confusionRmseFull"));
        for (ImageMetric metric : ImageMetric.values()) {
            header.add(metric.label());
        }
        header.addAll(List.of("ece", "mce", "consensus"));
        for (String annotator : annotators) {
            header.add("truthDice of " + annotator);
            header.add("dice of " + annotator);
            header.add("confusionRmse of " + annotator);
        }
        return header;
    }

    private List<String> row(ImageScore score, ConsensusGroups groups) {
        Item item = images.item(score.item());
        List<String> row = new ArrayList<>(List.of(item.id(), item.caseId()));
        row.add(cell(score.foregroundDice()));
        row.add(cell(score.foregroundIou()));
        if (classes > 2) {
            score.dice().forEach(dice -> row.add(cell(dice)));
        }
        row.add(cell(score.error().pixel().root()));
        row.add(cell(score.error().image().root()));
        row.add(cell(score.error().full().root()));
        for (ImageMetric metric : ImageMetric.values()) {
            row.add(cell(score.of(metric)));
        }
        row.add(cell(score.calibration().expectedError()));
        row.add(cell(score.calibration().largestError()));
        row.add(groups.of(score).map(group -> group.name().toLowerCase(Locale.ROOT)).orElse(""));
        score.annotators().forEach(annotator -> row.addAll(cells(annotator)));
        return row;
    }

    private static List<String> cells(Optional<AnnotatorScore> annotator) {
        return annotator
                .map(score -> List.of(
                        cell(score.truthDice()), cell(score.dice()), cell(score.error().pixel().root())))
                .orElse(List.of("", "", ""));
    }

    private static String cell(OptionalDouble score) {
        return score.isPresent() ? Double.toString(score.getAsDouble()) : "";
    }

    private static String line(List<String> cells) {
        return cells.stream().map(PerImageTable::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String cell) {
        return cell.matches("[^\",\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
