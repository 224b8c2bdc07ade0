package consilium.ingest;

import consilium.ingest.Skips.Skip;
import consilium.ingest.nifti.Axis;
import consilium.ingest.nifti.NiftiHeader;
import consilium.ingest.nifti.VolumeSlices;
import consilium.ingest.nifti.VoxelSlice;
import consilium.ingest.prepare.Image;
import consilium.ingest.prepare.Sample;
import consilium.ingest.prepare.Spacing;
import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.ProblemException;
import consilium.kernel.spec.DatasetSpec.Nifti;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/// One case of a [NiftiDataset]: its volumes, of one shape, whose slices are read side by side.
///
/// @param annotations one per annotator, in the spec's order; empty where the annotator did not look
record NiftiCase(
        String id,
        List<NiftiVolume> modalities,
        Optional<NiftiVolume> truth,
        List<Optional<NiftiVolume>> annotations,
        Axis axis,
        ClassMap classes) {

    /// Opens the files, and where unusable ones are left out reads each to its end.
    ///
    /// @throws ProblemException `BadInput` when the case cannot be used
    static NiftiCase open(Nifti spec, CaseFolder folder, ClassMap classes, Skips skips) {
        Axis axis = Axis.valueOf(spec.axis().name());
        List<NiftiVolume> modalities = new ArrayList<>();
        for (Nifti.Volume given : spec.modalities()) {
            NiftiVolume volume = NiftiVolume.open(folder.required(given.name(), given.file()), given.volume());
            modalities.add(volume.requireLike(modalities.isEmpty() ? volume : modalities.getFirst()));
        }
        Optional<NiftiVolume> truth = spec.truth()
                .map(given -> NiftiVolume.open(folder.required("truth", given.file()), given.volume())
                        .requireLike(modalities.getFirst()));
        if (skips.allowed()) {
            modalities.forEach(volume -> each(volume, axis, VoxelSlice::values));
            truth.ifPresent(volume -> each(volume, axis, classes::of));
        }
        List<Optional<NiftiVolume>> annotations = new ArrayList<>();
        for (Nifti.Volume given : spec.annotators()) {
            annotations.add(annotation(given, folder, modalities.getFirst(), axis, classes, skips));
        }
        return new NiftiCase(folder.id(), List.copyOf(modalities), truth, List.copyOf(annotations), axis, classes);
    }

    /// Files that [#open] may read, in a fixed order.
    static List<Path> files(Nifti spec, CaseFolder folder) {
        List<String> patterns = new ArrayList<>();
        spec.modalities().forEach(given -> patterns.add(given.file()));
        spec.truth().ifPresent(given -> patterns.add(given.file()));
        spec.annotators().forEach(given -> patterns.add(given.file()));
        return patterns.stream()
                .flatMap(pattern -> folder.all(pattern).stream())
                .flatMap(file -> Stream.of(file, NiftiVolume.voxels(file)))
                .filter(Files::isRegularFile)
                .distinct()
                .toList();
    }

    int slices() {
        return modalities.getFirst().file().slices(axis);
    }

    /// An image of the size and spacing that every slice has, all 0, without label maps.
    Sample blank() {
        int height = modalities.getFirst().file().height(axis);
        int width = modalities.getFirst().file().width(axis);
        return new Sample(
                new Image(modalities.size(), height, width, new float[modalities.size() * height * width], spacing()),
                Optional.empty(),
                List.of());
    }

    /// Most pixels of foreground that the truth or any one annotator has in each slice; reads no modality.
    int[] foreground() {
        int[] most = new int[slices()];
        Stream.concat(truth.stream(), annotations.stream().flatMap(Optional::stream)).forEach(volume -> {
            int[] at = {0};
            each(volume, axis, slice -> {
                LabelMap map = classes.of(slice);
                most[at[0]] = Math.max(most[at[0]], map.size() - map.count(0));
                at[0]++;
            });
        });
        return most;
    }

    /// Takes slices in order.
    interface SliceSink {
        void accept(int index, Sample slice);
    }

    /// One pass over all files of the case.
    ///
    /// @param wanted which slices are handed over
    void each(IntPredicate wanted, SliceSink sink) {
        try (Slices slices = new Slices(this)) {
            for (int index = 0; index < slices(); index++) {
                slices.next(wanted.test(index)).ifPresent(accept(index, sink));
            }
        }
    }

    private static Consumer<Sample> accept(int index, SliceSink sink) {
        return sample -> sink.accept(index, sample);
    }

    private Optional<Spacing> spacing() {
        NiftiHeader header = modalities.getFirst().file().header();
        double unit = header.unit().millimetres();
        double x = header.spacing().get(axis == Axis.X ? 1 : 0) * unit;
        double y = header.spacing().get(axis == Axis.Z ? 1 : 2) * unit;
        return x > 0 && y > 0 ? Optional.of(new Spacing(x, y)) : Optional.empty();
    }

    private static Optional<NiftiVolume> annotation(
            Nifti.Volume given, CaseFolder folder, NiftiVolume first, Axis axis, ClassMap classes, Skips skips) {
        try {
            Optional<NiftiVolume> volume = folder.find(given.file())
                    .map(file -> NiftiVolume.open(file, given.volume()).requireLike(first));
            if (skips.allowed()) {
                volume.ifPresent(present -> each(present, axis, classes::of));
            }
            return volume;
        } catch (ProblemException e) {
            skips.add(Skip.annotation(folder.id(), given.name(), e));
            return Optional.empty();
        }
    }

    private static void each(NiftiVolume volume, Axis axis, Consumer<VoxelSlice> sink) {
        try (VolumeSlices slices = volume.slices(axis)) {
            for (int index = 0; index < volume.file().slices(axis); index++) {
                sink.accept(slices.next());
            }
        }
    }

    /// All volumes of a case, open at the same slice.
    private static final class Slices implements AutoCloseable {

        private final NiftiCase of;
        private final List<VolumeSlices> open = new ArrayList<>();

        Slices(NiftiCase of) {
            this.of = of;
            try {
                of.modalities.forEach(this::open);
                of.truth.ifPresent(this::open);
                of.annotations.forEach(given -> given.ifPresent(this::open));
            } catch (RuntimeException e) {
                close();
                throw e;
            }
        }

        /// Empty when the slice is passed over.
        Optional<Sample> next(boolean wanted) {
            List<VoxelSlice> slices = open.stream().map(VolumeSlices::next).toList();
            if (!wanted) {
                return Optional.empty();
            }
            int at = of.modalities.size();
            Optional<LabelMap> truth =
                    of.truth.isPresent() ? Optional.of(of.classes.of(slices.get(at++))) : Optional.empty();
            List<Optional<LabelMap>> annotations = new ArrayList<>();
            for (Optional<NiftiVolume> given : of.annotations) {
                annotations.add(given.isPresent() ? Optional.of(of.classes.of(slices.get(at++))) : Optional.empty());
            }
            return Optional.of(new Sample(image(slices.subList(0, of.modalities.size())), truth, annotations));
        }

        @Override
        public void close() {
            open.forEach(VolumeSlices::close);
        }

        private void open(NiftiVolume volume) {
            open.add(volume.slices(of.axis));
        }

        private Image image(List<VoxelSlice> channels) {
            int width = channels.getFirst().width();
            int height = channels.getFirst().height();
            float[] values = new float[channels.size() * width * height];
            for (int channel = 0; channel < channels.size(); channel++) {
                System.arraycopy(channels.get(channel).values(), 0, values, channel * width * height, width * height);
            }
            return new Image(channels.size(), height, width, values, of.spacing());
        }
    }
}
