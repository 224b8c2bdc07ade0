package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Range;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Where images, their truth if it is known, and recorded annotations come from.
///
/// Paths may be absolute; relative ones start at the ingest service's data root. Bytes read from files enter the
/// recipe by their digest, so a changed file is a changed input.
@About("Where images, truth and recorded annotations come from.")
public sealed interface DatasetSpec {

    /// Whether the true label maps are known; without them nothing can be scored or simulated.
    boolean knowsTruth();

    /// Names of the annotators whose label maps come with the images, in order.
    List<String> recordedAnnotators();

    /// What its cases are for.
    SplitSpec split();

    /// Generated images of bright, irregular lesions on an uneven, noisy background, with known truth.
    ///
    /// @param noise    standard deviation of the Gaussian noise; intensities lie in [0, 1]
    /// @param contrast mean intensity of a lesion above its surroundings
    @About("Generated images of lesion-like blobs on a noisy background, with known truth; needs no download.")
    record Phantoms(
            @Default("200") @Range(min = 3, max = 1000000) int images,
            @About("Width in pixels") @Default("32") @Range(min = 16, max = 1024) int width,
            @About("Height in pixels") @Default("32") @Range(min = 16, max = 1024) int height,
            @About("Most lesions in one image; each image has 1 to this many") @Default("3") @Range(min = 1, max = 20) int lesions,
            @About("Standard deviation of the noise; intensities lie in [0, 1]") @Default("0.12") @Range(min = 0, max = 1) double noise,
            @About("Mean intensity of a lesion above its surroundings") @Default("0.45") @Range(min = 0, max = 1) double contrast,
            @Default("{}") SplitSpec split)
            implements DatasetSpec {
        public Phantoms {
            Require.between("images", images, 3, 1_000_000);
            Require.between("width", width, 16, 1024);
            Require.between("height", height, 16, 1024);
            Require.between("lesions", lesions, 1, 20);
            Require.between("noise", noise, 0, 1);
            Require.between("contrast", contrast, 0, 1);
        }

        @Override
        public boolean knowsTruth() {
            return true;
        }

        @Override
        public List<String> recordedAnnotators() {
            return List.of();
        }
    }

    /// MNIST and its kin in IDX files, gzipped or not. The truth is intensity above `threshold` of the range.
    ///
    /// Source: section 4.1 of the paper (threshold 0.5).
    @About("MNIST and its kin in IDX files, gzipped or not; the truth is intensity above the threshold.")
    record Idx(
            @About("IDX file of training images (magic 0x00000803), .gz or plain") String images,
            @About("IDX file of test images; without it the split's test ratio applies") Optional<String> testImages,
            @About("Use the first so many training images; absent: all") Optional<Integer> limit,
            @About("Use the first so many test images; absent: all") Optional<Integer> testLimit,
            @About("Truth is intensity above this fraction of the range") @Default("0.5") @Range(min = 0, max = 1) double threshold,
            @Default("{}") SplitSpec split)
            implements DatasetSpec {
        public Idx {
            Require.between("threshold", threshold, 0, 1);
            limit.ifPresent(value -> Require.atLeast("limit", value, 1));
            testLimit.ifPresent(value -> Require.atLeast("testLimit", value, 1));
        }

        @Override
        public boolean knowsTruth() {
            return true;
        }

        @Override
        public List<String> recordedAnnotators() {
            return List.of();
        }
    }

    /// One folder per split, in it one folder of images, one per annotator and perhaps one of truth; files of one
    /// case share their name without its ending and without a trailing `_` and folder name, so that `Over/7_Over.tif`
    /// belongs to `Image/7.tif`. The layout of the paper's authors.
    ///
    /// @param classes when given, label maps hold the labels themselves, 0 to `classes - 1`, and no threshold applies
    @About("One folder per split; in it a folder of images, one per annotator and perhaps one of truth.")
    record AnnotatorFolders(
            @About("Folder that holds the split folders") String path,
            @About("Folder of a split's images") String image,
            @About("Folder of a split's truth") Optional<Truth> truth,
            @About("The annotators, in order") List<Folder> annotators,
            @About("Folder whose images train; part of them validates, by the split's ratio") @Default("train") String train,
            @About("Folder whose images validate; absent: part of the training folder") Optional<String> validation,
            @About("Folder whose images test") @Default("test") String test,
            @About("Label maps hold labels 0 to this less one; absent: two classes, by the thresholds") @Range(min = 2, max = 256) Optional<Integer> classes,
            @About("What an annotator's map of background alone means; absent: nothing-found") Optional<BlankMask> blankMeans,
            @About("Steps between the files and the images that are learned from, in order; absent: none") Optional<List<PreprocessingSpec>> preprocessing,
            @About("What becomes of the data set when a file cannot be used; absent: fail") Optional<OnBadInput> onBadInput,
            @Default("{}") SplitSpec split)
            implements DatasetSpec {
        public AnnotatorFolders {
            classes.ifPresent(value -> Require.between("classes", value, 2, 256));
            Require.distinct("annotators", annotators, Folder::name);
            refuseResampling("annotator-folders", preprocessing.orElse(List.of()));
        }

        @Override
        public boolean knowsTruth() {
            return truth.isPresent();
        }

        @Override
        public List<String> recordedAnnotators() {
            return annotators.stream().map(Folder::name).toList();
        }

        /// @param threshold a pixel is foreground when above it, in the file's own units
        public record Folder(
                String name,
                @About("Folder of the annotator's label maps") String folder,
                @About("A pixel is foreground when above this, in the file's own units") @Default("0.5") double threshold) {
            public Folder {
                Require.name("an annotator's name", name);
            }
        }

        /// @param threshold a pixel is foreground when above it, in the file's own units
        public record Truth(
                String folder,
                @About("A pixel is foreground when above this, in the file's own units") @Default("0.5") double threshold) {}
    }

    /// One zip per split, read without unpacking. Folders of one name lie side by side in it at any depth, one of images
    /// and one per annotator: `<case>/nodule-0/images/slice-1.png` beside `<case>/nodule-0/mask-0/slice-1.png`. An image's
    /// id is its path without that folder and without its ending; where an annotator's folder lacks the file, that
    /// annotator did not look.
    ///
    /// @param caseFolders how many leading folders name the case, which never stands on both sides of a split; 0: every image is a
    ///                    case of its own
    /// @param classes     as for [AnnotatorFolders]
    @About("One zip per split, read without unpacking; in it, side by side, folders of images and of each annotator.")
    record AnnotatorZips(
            @About("Zip whose images train") String train,
            @About("Zip whose images validate; absent: part of the training zip, by the split's ratio") Optional<String> validation,
            @About("Zip whose images test; absent: part of the validation zip's cases, or of the training zip's where"
                    + " there is none, by the split's ratio") Optional<String> test,
            @About("Name of the folders of images") String image,
            @About("Name of the folders of truth") Optional<AnnotatorFolders.Truth> truth,
            @About("The annotators, in order, and the names of their folders") List<AnnotatorFolders.Folder> annotators,
            @About("How many leading folders name the case; 0: every image is a case") @Default("1") @Range(min = 0, max = 16) int caseFolders,
            @About("What an annotator's map of background alone means: nothing-found or did-not-look") BlankMask blankMeans,
            @About("Label maps hold labels 0 to this less one; absent: two classes, by the thresholds") @Range(min = 2, max = 256) Optional<Integer> classes,
            @About("Steps between the files and the images that are learned from, in order") List<PreprocessingSpec> preprocessing,
            @About("What becomes of the data set when a file cannot be used") @Default("fail") OnBadInput onBadInput,
            @Default("{}") SplitSpec split)
            implements DatasetSpec {
        public AnnotatorZips {
            Require.between("caseFolders", caseFolders, 0, 16);
            classes.ifPresent(value -> Require.between("classes", value, 2, 256));
            Require.distinct("annotators", annotators, AnnotatorFolders.Folder::name);
            refuseResampling("annotator-zips", preprocessing);
        }

        @Override
        public boolean knowsTruth() {
            return truth.isPresent();
        }

        @Override
        public List<String> recordedAnnotators() {
            return annotators.stream().map(AnnotatorFolders.Folder::name).toList();
        }
    }

    /// NIfTI volumes, a folder per case in it a file per modality and per annotator; slices across an axis become images,
    /// modalities their channels. The layout of BraTS. A slice's id is its case's name,
    /// the axis and its number: `patient07-z-00093`.
    ///
    /// Where an annotator's file is absent, that annotator did not look; where it is there, slices of background alone are
    /// slices on which they found nothing.
    ///
    /// @param classMap class of each label that a mask file may hold, such as BraTS's 0, 1, 2, 4 to 0, 1, 2, 3; classes
    ///                 are 0 to their number less one, and 0 is background
    @About("NIfTI volumes: a folder per case, in it a file per modality and per annotator; slices become images.")
    record Nifti(
            @About("Folder that holds the folders of the cases") String path,
            @About("Names of the cases' folders; empty: every folder") List<String> cases,
            @About("The channels, in order") List<Volume> modalities,
            @About("The truth") Optional<Mask> truth,
            @About("The annotators, in order") List<Volume> annotators,
            @About("Class of each label that mask files hold; absent: 0 is 0 and 1 is 1") Optional<Map<String, Integer>> classMap,
            @About("Axis of the stored array that slices lie across") @Default("z") Axis axis,
            @About("Which slices become images") @Default("{}") SliceSelection slices,
            @About("Steps between the slices and the images that are learned from, in order") List<PreprocessingSpec> preprocessing,
            @About("What becomes of the data set when a file cannot be used") @Default("fail") OnBadInput onBadInput,
            @Default("{}") SplitSpec split)
            implements DatasetSpec {

        public Nifti {
            if (modalities.isEmpty()) {
                throw new IllegalArgumentException("modalities must name at least one");
            }
            Require.distinct("cases", cases, name -> name);
            Require.distinct("modalities", modalities, Volume::name);
            Require.distinct("annotators", annotators, Volume::name);
            classMap.ifPresent(Nifti::requireClasses);
        }

        @Override
        public boolean knowsTruth() {
            return truth.isPresent();
        }

        @Override
        public List<String> recordedAnnotators() {
            return annotators.stream().map(Volume::name).toList();
        }

        private static void requireClasses(Map<String, Integer> map) {
            map.keySet().forEach(Nifti::requireLabel);
            Require.classes(new TreeSet<>(map.values()));
        }

        private static void requireLabel(String label) {
            if (!label.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(label) > 255) {
                throw new IllegalArgumentException(
                        "classMap's labels must be whole numbers from 0 to 255, one was \"" + label + "\"");
            }
        }

        /// @param file   within a case's folder; `*` stands for any characters of one name, and one file must match
        /// @param volume which of a 4-D file's volumes, from 0
        public record Volume(
                String name,
                @About("File within a case's folder; * stands for any characters of a name") String file,
                @About("Which volume of a 4-D file") @Default("0") @Range(min = 0) int volume) {
            public Volume {
                Require.name("a volume's name", name);
                requirePattern(file);
                Require.atLeast("volume", volume, 0);
            }
        }

        /// @param file   as of a [Volume]
        /// @param volume as of a [Volume]
        public record Mask(
                @About("File within a case's folder; * stands for any characters of a name") String file,
                @About("Which volume of a 4-D file") @Default("0") @Range(min = 0) int volume) {
            public Mask {
                requirePattern(file);
                Require.atLeast("volume", volume, 0);
            }
        }

        /// An axis of the stored array, whatever direction of the body it is.
        public enum Axis {
            X,
            Y,
            Z
        }

        private static void requirePattern(String file) {
            for (String part : file.split("/", -1)) {
                if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                    throw new IllegalArgumentException(
                            "file must be a path within the case's folder, was \"" + file + "\"");
                }
            }
        }
    }

    /// Images in a folder or a zip, and what several annotators drew on them as annotation tools export it.
    ///
    /// A tool names an image by a path or a URL; its longest end that is a path among the images decides. Of an image
    /// that an annotator has nothing on, whether that annotator looked follows from the export: whoever a whole file is by
    /// looked at all images in it; whoever single regions are by looked where they have one; Label Studio says it itself.
    ///
    /// @param classMap class of each label the tool knows, such as `nodule` to 1; 0 is background, and classes have no gap
    @About("Images and the exports of annotation tools: COCO, Label Studio, CVAT.")
    record AnnotationExports(
            @About("Folder or zip of the images, at any depth") String images,
            @About("The exported files") List<ExportSpec> exports,
            @About("The annotators, in order, and what the tools call them") List<ToolAnnotator> annotators,
            @About("Class of each label the tools know; 0 is background") Map<String, Integer> classMap,
            @About("How many leading folders name the case; 0: every image is a case") @Default("0") @Range(min = 0, max = 16) int caseFolders,
            @About("What an annotator's map of background alone means: nothing-found or did-not-look") BlankMask blankMeans,
            @About("Steps between the files and the images that are learned from, in order") List<PreprocessingSpec> preprocessing,
            @About("What becomes of the data set when a file cannot be used") @Default("fail") OnBadInput onBadInput,
            @Default("{}") SplitSpec split)
            implements DatasetSpec {
        public AnnotationExports {
            if (exports.isEmpty()) {
                throw new IllegalArgumentException("exports must name at least one");
            }
            Require.between("caseFolders", caseFolders, 0, 16);
            Require.distinct("annotators", annotators, ToolAnnotator::name);
            Require.distinct("annotators' ids", annotators, ToolAnnotator::id);
            TreeSet<Integer> drawn = new TreeSet<>(classMap.values());
            drawn.add(0);
            Require.classes(drawn);
            refuseResampling("annotation-exports", preprocessing);
        }

        @Override
        public boolean knowsTruth() {
            return false;
        }

        @Override
        public List<String> recordedAnnotators() {
            return annotators.stream().map(ToolAnnotator::name).toList();
        }

        /// @param id as the tool writes it: a number, a user name or a mail address
        public record ToolAnnotator(String name, @About("What the tool calls the annotator") String id) {
            public ToolAnnotator {
                Require.name("an annotator's name", name);
            }
        }
    }

    /// DICOM images of one frame, in Hounsfield units where they are CT, and perhaps what radiologists drew on them in
    /// LIDC-IDRI's XML. An image's id is its SOPInstanceUID, its case the patient, or the study where no patient is named.
    /// Slices follow one another along the body.
    ///
    /// @param path     holds the files at any depth, which end in `.dcm`, or have no ending and begin as DICOM does
    /// @param readings what was drawn; without it the images have no annotators
    /// @param slices   counted within each series
    @About("DICOM images, and what radiologists drew on them in LIDC-IDRI's XML.")
    record Dicom(
            @About("Folder or zip of DICOM files, at any depth") String path,
            @About("What radiologists drew") Optional<LidcReadings> readings,
            @About("Which slices of a series become images") @Default("{}") SliceSelection slices,
            @About("Steps between the slices and the images that are learned from, in order") List<PreprocessingSpec> preprocessing,
            @About("What becomes of the data set when a file cannot be used") @Default("fail") OnBadInput onBadInput,
            @Default("{}") SplitSpec split)
            implements DatasetSpec {

        @Override
        public boolean knowsTruth() {
            return false;
        }

        @Override
        public List<String> recordedAnnotators() {
            return IntStream.rangeClosed(1, readings.map(LidcReadings::readers).orElse(0))
                    .mapToObj(reader -> "reader" + reader)
                    .toList();
        }

        /// The collection's XML, a file per series. The annotators are the reading sessions of a file, `reader1` to
        /// `reader4`; readers are anonymous, and the first of one file is not the first of another.
        ///
        /// @param blankMeans every reader read the whole series, so that in truth a slice without a contour is one on
        ///                   which they found nothing of 3 mm or more
        public record LidcReadings(
                @About("Folder or zip of XML files, at any depth") String path,
                @About("Most reading sessions of a file; each is an annotator") @Default("4") @Range(min = 1, max = 16) int readers,
                @About("What a slice without a contour of that reader means") BlankMask blankMeans) {
            public LidcReadings {
                Require.between("readers", readers, 1, 16);
            }
        }
    }

    /// Arrays in `.npy`, `.npz` or safetensors files. Numbers are taken as they stand: `intensity-window` brings those
    /// of images into a range.
    ///
    /// Labels are either dense, `[images, annotators, height, width]`, with `present` to say who looked; or a list,
    /// `[maps, height, width]`, of which `annotatorIndex` says by whom each map is and `imageIndex` of which image. An
    /// annotator of whom an image has no map did not look at it.
    ///
    /// @param images         `[images, height, width]` or `[images, channels, height, width]`
    /// @param truth          `[images, height, width]`
    /// @param annotatorIndex `[maps]`, from 0 in the order of `annotators`
    /// @param imageIndex     `[maps]`, from 0; absent: map `i` is of image `i`
    /// @param present        `[images, annotators]`, 0 where that annotator did not look; absent: all looked at all
    /// @param cases          `[images]`, whole numbers that name the patients; absent: every image is a case
    /// @param classes        labels are 0 to this less one
    @About("Arrays in .npy, .npz or safetensors files: images, labels, and who gave which.")
    record Arrays(
            @About("Images, [N, height, width] or [N, channels, height, width]") ArrayRef images,
            @About("Truth, [N, height, width]") Optional<ArrayRef> truth,
            @About("Labels, [N, annotators, height, width], or [M, height, width] with annotatorIndex") Optional<ArrayRef> labels,
            @About("Annotator of each of M label maps, [M], from 0") Optional<ArrayRef> annotatorIndex,
            @About("Image of each of M label maps, [M], from 0; absent: map i is of image i") Optional<ArrayRef> imageIndex,
            @About("Who looked at which image, [N, annotators], 0 for not; absent: everyone at every image") Optional<ArrayRef> present,
            @About("Case of each image, [N], whole numbers; absent: every image is a case") Optional<ArrayRef> cases,
            @About("Names of the annotators, in the order of the arrays") List<String> annotators,
            @About("Labels are 0 to this less one") @Default("2") @Range(min = 2, max = 256) int classes,
            @About("What an annotator's map of background alone means: nothing-found or did-not-look") BlankMask blankMeans,
            @About("Steps between the arrays and the images that are learned from, in order") List<PreprocessingSpec> preprocessing,
            @About("What becomes of the data set when an image or a map cannot be used") @Default("fail") OnBadInput onBadInput,
            @Default("{}") SplitSpec split)
            implements DatasetSpec {
        public Arrays {
            Require.between("classes", classes, 2, 256);
            annotators.forEach(name -> Require.name("an annotator's name", name));
            Require.distinct("annotators", annotators, name -> name);
            if (labels.isPresent() == annotators.isEmpty()) {
                throw new IllegalArgumentException("labels and annotators must be given both or neither");
            }
            if (imageIndex.isPresent() && annotatorIndex.isEmpty()) {
                throw new IllegalArgumentException("imageIndex must come with annotatorIndex");
            }
            if (present.isPresent() && (labels.isEmpty() || annotatorIndex.isPresent())) {
                throw new IllegalArgumentException(
                        "present must come with labels of every annotator, not with annotatorIndex");
            }
            refuseResampling("arrays", preprocessing);
        }

        @Override
        public boolean knowsTruth() {
            return truth.isPresent();
        }

        @Override
        public List<String> recordedAnnotators() {
            return annotators;
        }

        /// One array.
        ///
        /// @param array its name, where the file holds several
        public record ArrayRef(
                @About("File that ends in .npy, .npz or .safetensors") String file,
                @About("Name of the array in an .npz or .safetensors file; absent: the only one") Optional<String> array) {}
    }

    /// A data set that grows, as it was at one version: of its images those that somebody had annotated by then, with the
    /// annotations that counted. Later records change nothing of it.
    ///
    /// Which split a case falls into is drawn for each case by itself, so that it stays there as the data set grows.
    ///
    /// @param version the number of the last record that is read; absent only in the spec of a standing experiment, which
    ///                fills it in
    /// @param image   one image alone, with only those annotators who annotated it
    /// @param truth   whether the images' true label maps are read; the data set must have been made with them
    @About("A data set that grows, as it was at one version.")
    record Growing(
            @About("The data set's name") String name,
            @About("Number of the last record that is read; a standing experiment fills it in") @Range(min = 1, max = 9007199254740991.0) Optional<Long> version,
            @About("One image alone; absent: every image that somebody annotated") Optional<String> image,
            @About("Whether the images' truth is read, which the data set must then have") @Default("false") boolean truth,
            @Default("{}") SplitSpec split)
            implements DatasetSpec {
        public Growing {
            Require.name("a data set's name", name);
            version.ifPresent(number -> Require.atLeast("version", number, 1));
        }

        @Override
        public boolean knowsTruth() {
            return truth;
        }

        /// Known only to the data set's own records.
        @Override
        public List<String> recordedAnnotators() {
            return List.of();
        }

        /// The same data set at a version.
        public Growing at(long number) {
            return new Growing(name, Optional.of(number), image, truth, split);
        }

        /// One image of it alone.
        public Growing of(String one) {
            return new Growing(name, version, Optional.of(one), truth, split);
        }
    }

    private static void refuseResampling(String kind, List<PreprocessingSpec> steps) {
        if (steps.stream().anyMatch(PreprocessingSpec.Resample.class::isInstance)) {
            throw new IllegalArgumentException("preprocessing must not resample: a data set of kind " + kind
                    + " does not know the spacing of its pixels; resize does not need it");
        }
    }
}
