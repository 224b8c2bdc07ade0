package consilium.ingest;

import consilium.ingest.array.StoredArray;
import consilium.ingest.prepare.Image;
import consilium.ingest.prepare.Preprocessing;
import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.image.LabelMap;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.DatasetSpec;
import consilium.kernel.spec.DatasetSpec.Arrays.ArrayRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Images, labels and who gave which, each an array in a file.
final class ArrayDataset implements Dataset {

    private static final long MOST_PIXELS = 1 << 26;

    private final DatasetSpec.Arrays spec;
    private final DataRoot root;
    private final List<StoredArray> open = new ArrayList<>();
    private final Dataset images;

    private ArrayDataset(DatasetSpec.Arrays spec, DataRoot root, CaseSplit split) {
        this.spec = spec;
        this.root = root;
        try {
            this.images = dataset(split);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput` for an array that is not what it should be
    static Dataset open(DatasetSpec.Arrays spec, DataRoot root, CaseSplit split) {
        return new ArrayDataset(spec, root, split);
    }

    static Digest sources(DatasetSpec.Arrays spec, DataRoot root) {
        Map<String, ArrayRef> roles = new LinkedHashMap<>();
        roles.put("images", spec.images());
        spec.truth().ifPresent(given -> roles.put("truth", given));
        spec.labels().ifPresent(given -> roles.put("labels", given));
        spec.annotatorIndex().ifPresent(given -> roles.put("annotatorIndex", given));
        spec.imageIndex().ifPresent(given -> roles.put("imageIndex", given));
        spec.present().ifPresent(given -> roles.put("present", given));
        spec.cases().ifPresent(given -> roles.put("cases", given));
        FileDigests digests = new FileDigests();
        roles.forEach((role, given) -> digests.add(role, root.file(given.file())));
        return digests.digest();
    }

    @Override
    public Listing listing() {
        return images.listing();
    }

    @Override
    public Optional<List<Map<String, Object>>> skipped() {
        return images.skipped();
    }

    @Override
    public SortedMap<String, Integer> passedOver() {
        return images.passedOver();
    }

    @Override
    public void read(SampleSink sink) {
        images.read(sink);
    }

    @Override
    public void close() {
        open.forEach(StoredArray::close);
    }

    private Dataset dataset(CaseSplit split) {
        StoredArray array = array(spec.images());
        Pixels pixels = Pixels.of(array);
        List<String> cases = cases(pixels.count());
        Map<String, Split> splits =
                split.draw(array.name(), cases, spec.split().validation(), spec.split().test());
        Optional<StoredArray> truth = spec.truth().map(this::array);
        truth.ifPresent(maps -> requireShape(maps, "one map per image", pixels.count(), pixels.height, pixels.width));
        AnnotatorMaps maps = maps(pixels);
        List<ImageSource> sources = new ArrayList<>();
        for (int image = 0; image < pixels.count(); image++) {
            int index = image;
            String caseId = cases.get(image);
            sources.add(new ImageSource(
                    new Item(ItemId.of("image", image), caseId, splits.getOrDefault(caseId, Split.TRAIN)),
                    array.name() + "[" + image + "]",
                    () -> pixels.image(index),
                    truth.map(known -> of -> labels(known, index, of)),
                    maps.of(image)));
        }
        return new ImageDataset(
                array.name(),
                sources,
                spec.classes(),
                new SampleReader(spec.annotators(), spec.blankMeans()),
                new Preprocessing(spec.preprocessing()),
                new Skips(spec.onBadInput(), root.root()));
    }

    /// Which record of the label array is whose map of which image.
    private record AnnotatorMaps(List<List<Optional<MapSource>>> byImage) {

        List<Optional<MapSource>> of(int image) {
            return byImage.get(image);
        }
    }

    private AnnotatorMaps maps(Pixels pixels) {
        List<List<Optional<MapSource>>> byImage = new ArrayList<>();
        for (int image = 0; image < pixels.count(); image++) {
            byImage.add(new ArrayList<>(Collections.nCopies(spec.annotators().size(), Optional.empty())));
        }
        spec.labels().map(this::array).ifPresent(labels -> {
            if (spec.annotatorIndex().isPresent()) {
                listed(labels, pixels, byImage);
            } else {
                dense(labels, pixels, byImage);
            }
        });
        return new AnnotatorMaps(byImage);
    }

    /// A map of every image by every annotator, but for those that `present` rules out.
    private void dense(StoredArray labels, Pixels pixels, List<List<Optional<MapSource>>> byImage) {
        int annotators = spec.annotators().size();
        requireShape(labels, "a map per image and annotator", pixels.count(), annotators, pixels.height, pixels.width);
        Optional<long[]> present = spec.present().map(this::array).map(array -> {
            requireShape(array, "a number per image and annotator", pixels.count(), annotators);
            return whole(array, 0, 1);
        });
        for (int map = 0; map < pixels.count() * annotators; map++) {
            int record = map;
            if (present.isEmpty() || present.get()[map] != 0) {
                byImage.get(map / annotators)
                        .set(map % annotators, Optional.of(image -> labels(labels, record, image)));
            }
        }
    }

    /// A list of maps, beside it whose each is.
    private void listed(StoredArray labels, Pixels pixels, List<List<Optional<MapSource>>> byImage) {
        requireShape(labels, "any number of maps", -1, pixels.height, pixels.width);
        int count = labels.extent(0);
        StoredArray annotatorIndex = array(spec.annotatorIndex().orElseThrow());
        requireShape(annotatorIndex, "the annotator of each map of " + labels.name(), count);
        long[] annotators = whole(annotatorIndex, 0, spec.annotators().size() - 1L);
        Optional<StoredArray> imageIndex = spec.imageIndex().map(this::array);
        imageIndex.ifPresent(array -> requireShape(array, "the image of each map of " + labels.name(), count));
        if (imageIndex.isEmpty()) {
            requireShape(labels, "one map per image, as no imageIndex says otherwise", pixels.count(), pixels.height,
                    pixels.width);
        }
        Optional<long[]> images = imageIndex.map(array -> whole(array, 0, pixels.count() - 1L));
        Map<Long, Integer> seen = new HashMap<>();
        for (int map = 0; map < count; map++) {
            int record = map;
            int image = (int) (images.isPresent() ? images.get()[map] : map);
            int annotator = (int) annotators[map];
            Integer other = seen.putIfAbsent((long) image * spec.annotators().size() + annotator, map);
            if (other != null) {
                throw annotatorIndex.refuse("element " + map, "annotator " + spec.annotators().get(annotator)
                        + " has a map of image " + image + " in element " + other
                        + " already; an annotator labels an image once");
            }
            byImage.get(image).set(annotator, Optional.of(of -> labels(labels, record, of)));
        }
    }

    private List<String> cases(int images) {
        Optional<StoredArray> given = spec.cases().map(this::array);
        given.ifPresent(array -> requireShape(array, "a case per image", images));
        Optional<long[]> numbers = given.map(array -> whole(array, Long.MIN_VALUE, Long.MAX_VALUE));
        List<String> cases = new ArrayList<>();
        for (int image = 0; image < images; image++) {
            cases.add(numbers.isPresent() ? "case-" + numbers.get()[image] : ItemId.of("image", image));
        }
        return cases;
    }

    private StoredArray array(ArrayRef given) {
        StoredArray array = StoredArray.open(root.file(given.file()), given.array());
        open.add(array);
        return array;
    }

    private LabelMap labels(StoredArray array, long record, Image image) {
        double[] values = array.values(record * image.pixels(), image.pixels());
        byte[] labels = new byte[values.length];
        for (int pixel = 0; pixel < labels.length; pixel++) {
            double label = values[pixel];
            if (!(label >= 0 && label < spec.classes() && label == Math.rint(label))) {
                throw array.refuse("map " + record + ", " + place(pixel, image.width()), "the label is "
                        + number(label) + "; labels are whole numbers from 0 to " + (spec.classes() - 1));
            }
            labels[pixel] = (byte) label;
        }
        return new LabelMap(image.width(), image.height(), labels);
    }

    private static long[] whole(StoredArray array, long least, long most) {
        long count = array.shape().stream().reduce(1L, Math::multiplyExact);
        double[] values = array.values(0, Math.toIntExact(count));
        long[] numbers = new long[values.length];
        for (int index = 0; index < numbers.length; index++) {
            double value = values[index];
            if (value != Math.rint(value) || value < least || value > most || Double.isInfinite(value)) {
                throw array.refuse("element " + index, "must be a whole number"
                        + (least == Long.MIN_VALUE ? "" : " from " + least + " to " + most) + ", was " + number(value));
            }
            numbers[index] = (long) value;
        }
        return numbers;
    }

    /// @param extents expected; -1 for any
    private static void requireShape(StoredArray array, String what, long... extents) {
        List<Long> shape = array.shape();
        boolean right = shape.size() == extents.length;
        for (int axis = 0; right && axis < extents.length; axis++) {
            right = extents[axis] < 0 || extents[axis] == shape.get(axis);
        }
        if (!right) {
            List<String> expected =
                    Arrays.stream(extents).mapToObj(each -> each < 0 ? "any" : String.valueOf(each)).toList();
            throw array.refuse("", "has the shape " + array.shapeText() + ", expected " + String.join(" x ", expected)
                    + ": " + what);
        }
    }

    private static String place(int pixel, int width) {
        return "pixel (" + pixel % width + ", " + pixel / width + ")";
    }

    private static String number(double value) {
        return value == Math.rint(value) && !Double.isInfinite(value) ? Long.toString((long) value)
                : Double.toString(value);
    }

    /// The array of images, one channel where it does not say how many.
    private record Pixels(StoredArray array, int count, int channels, int height, int width) {

        static Pixels of(StoredArray array) {
            int rank = array.shape().size();
            if (rank != 3 && rank != 4) {
                throw array.refuse("", "has the shape " + array.shapeText()
                        + "; images are [N, height, width] or [N, channels, height, width]");
            }
            Pixels pixels = new Pixels(
                    array,
                    array.extent(0),
                    rank == 3 ? 1 : array.extent(1),
                    array.extent(rank - 2),
                    array.extent(rank - 1));
            long each = array.shape().subList(1, rank).stream().reduce(1L, Math::multiplyExact);
            if (pixels.count == 0 || each < 1 || each > MOST_PIXELS) {
                throw array.refuse("", "has the shape " + array.shapeText() + "; there is at least one image, of 1 to "
                        + MOST_PIXELS + " values");
            }
            return pixels;
        }

        Image image(int index) {
            int size = channels * height * width;
            double[] values = array.values((long) index * size, size);
            float[] pixels = new float[size];
            for (int at = 0; at < size; at++) {
                pixels[at] = (float) values[at];
                if (!Float.isFinite(pixels[at])) {
                    throw array.refuse(
                            "image " + index + ", channel " + at / (height * width) + ", "
                                    + place(at % (height * width), width),
                            "the value is " + values[at] + "; values are finite");
                }
            }
            return new Image(channels, height, width, pixels, Optional.empty());
        }
    }
}
