package consilium.standalone.files;

import consilium.ingest.labels.LabelFile;
import consilium.kernel.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/// Which class each label of the files is. Background, 0, is class 0; the labels in use follow in ascending order, so that
/// a mask of 0 and 255 has two classes and BraTS's 0, 1, 2, 4 four.
final class LabelClasses {

    private static final int NONE = -1;

    private final List<Integer> labels;
    private final int[] classOf = new int[256];

    private LabelClasses(List<Integer> labels) {
        this.labels = labels;
        Arrays.fill(classOf, NONE);
        for (int index = 0; index < labels.size(); index++) {
            classOf[labels.get(index)] = index;
        }
    }

    /// The labels from 0 on.
    static LabelClasses first(int classes) {
        List<Integer> labels = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            labels.add(label);
        }
        return new LabelClasses(labels);
    }

    /// Those that occur, and background; where that is all there is, 1 is the foreground nobody drew.
    static LabelClasses of(TreeSet<Integer> occurring) {
        TreeSet<Integer> all = new TreeSet<>(occurring);
        all.add(0);
        if (all.size() == 1) {
            all.add(1);
        }
        return new LabelClasses(List.copyOf(all));
    }

    static void addOccurring(LabelFile file, TreeSet<Integer> labels) {
        boolean[] occurring = file.occurring();
        for (int label = 0; label < occurring.length; label++) {
            if (occurring[label]) {
                labels.add(label);
            }
        }
    }

    int size() {
        return labels.size();
    }

    /// The label of each class.
    List<Integer> labels() {
        return labels;
    }

    /// The class of a label, or -1.
    int classOf(int label) {
        return classOf[label];
    }

    /// The file's labels as classes; the file's own array where they are the same.
    ///
    /// @throws consilium.kernel.problem.ProblemException `BadInput` naming the pixel whose label has no class
    byte[] classes(LabelFile file) {
        boolean[] occurring = file.occurring();
        boolean same = true;
        for (int label = 0; label < occurring.length; label++) {
            if (occurring[label] && classOf[label] == NONE) {
                throw outside(file, label);
            }
            same &= !occurring[label] || classOf[label] == label;
        }
        return same ? file.labels() : mapped(file.labels(), classOf);
    }

    /// Classes as the files' labels, in place.
    byte[] labelled(byte[] classes) {
        for (int pixel = 0; pixel < classes.length; pixel++) {
            classes[pixel] = (byte) (int) labels.get(classes[pixel] & 0xff);
        }
        return classes;
    }

    private static byte[] mapped(byte[] labels, int[] table) {
        byte[] mapped = new byte[labels.length];
        for (int pixel = 0; pixel < labels.length; pixel++) {
            mapped[pixel] = (byte) table[labels[pixel] & 0xff];
        }
        return mapped;
    }

    private RuntimeException outside(LabelFile file, int label) {
        int pixel = 0;
        while ((file.labels()[pixel] & 0xff) != label) {
            pixel++;
        }
        return new Problem.BadInput(
                file.name(), file.grid().position(pixel), "the label is " + label + "; labels are "
                        + (labels.size() <= 8 ? labels : "0 to " + labels.getLast()))
                .toException();
    }
}
