package consilium.ingest;

import consilium.ingest.nifti.VoxelSlice;
import consilium.kernel.image.LabelMap;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which class each label of a file is, such as BraTS's 0, 1, 2, 4 as 0, 1, 2, 3.
final class ClassMap {

    /// Two classes under their own names.
    static final ClassMap BINARY = new ClassMap(Map.of("0", 0, "1", 1));

    private static final int NONE = -1;

    private final int[] classOf = new int[256];
    private final int classes;
    private final String labels;

    /// @param classes by label
    ClassMap(Map<String, Integer> classes) {
        Map<Integer, Integer> sorted = new TreeMap<>();
        classes.forEach((label, given) -> sorted.put(Integer.valueOf(label), given));
        Arrays.fill(classOf, NONE);
        sorted.forEach((label, given) -> classOf[label] = given);
        this.classes = (int) classes.values().stream().distinct().count();
        this.labels = sorted.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    int classes() {
        return classes;
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput` naming the voxel whose label is not in the map
    LabelMap of(VoxelSlice slice) {
        byte[] stored = slice.labels();
        byte[] mapped = new byte[stored.length];
        for (int voxel = 0; voxel < stored.length; voxel++) {
            int given = classOf[stored[voxel] & 0xff];
            if (given == NONE) {
                throw slice.refuse(
                        voxel, "the label is " + (stored[voxel] & 0xff) + "; the class map has the labels " + labels);
            }
            mapped[voxel] = (byte) given;
        }
        return new LabelMap(slice.width(), slice.height(), mapped);
    }
}
