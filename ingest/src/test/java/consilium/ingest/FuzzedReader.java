package consilium.ingest;

import consilium.ingest.array.StoredArray;
import consilium.ingest.coco.AnnotatorSource;
import consilium.ingest.coco.CocoJson;
import consilium.ingest.coco.CvatXml;
import consilium.ingest.coco.Export;
import consilium.ingest.coco.LabelStudioJson;
import consilium.ingest.dicom.DicomBytes;
import consilium.ingest.dicom.DicomFile;
import consilium.ingest.dicom.TransferSyntax;
import consilium.ingest.lidc.LidcMasks;
import consilium.ingest.lidc.LidcReading;
import consilium.ingest.lidc.LidcXml;
import consilium.ingest.nifti.Axis;
import consilium.ingest.nifti.NiftiBytes;
import consilium.ingest.nifti.NiftiFile;
import consilium.ingest.source.ByteSource;
import consilium.ingest.source.ZipArchive;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/// Every reader of bytes from outside, as something that takes bytes, with small files to begin from; real ones beside them
/// where they are there.
enum FuzzedReader {
    PNG("seed.png", "itk_staple/STAPLE1.png"),
    TIFF("seed.tif", "authors_mnist_noisy/MNIST_examples/validate/GT"),
    JPEG("seed.jpg", ""),
    IDX("seed.idx", ""),
    NIFTI("seed.nii", "nibabel_nifti"),
    DICOM("seed.dcm", "pydicom_dicom"),
    LIDC_XML("seed.xml", "lidc_xml/samples"),
    COCO("seed.json", ""),
    LABEL_STUDIO("seed.json", ""),
    CVAT("seed.xml", ""),
    NPY("seed.npy", ""),
    NPZ("seed.npz", ""),
    SAFETENSORS("seed.safetensors", ""),
    ZIP("seed.zip", ""),
    SPLITS("seed.csv", "");

    private static final int LARGEST_SEED = 20_000;
    private static final int MOST_SEEDS = 8;
    private static final Path FILE = scratch();

    private final String name;
    private final String real;

    FuzzedReader(String name, String real) {
        this.name = name;
        this.real = real;
    }

    /// Reads it all.
    ///
    /// @throws consilium.kernel.problem.ProblemException `BadInput` when it cannot be used; anything else is a finding
    void read(byte[] bytes) {
        ByteSource source = ByteSource.of(name, bytes);
        switch (this) {
            case PNG, TIFF, JPEG -> pixels(ImageFile.read(source));
            case IDX -> {
                IdxFile file = IdxFile.open(written(bytes));
                file.read(Math.min(file.count(), 10), pixels -> {});
            }
            case NIFTI -> {
                NiftiFile file = NiftiFile.open(source);
                file.slice(Axis.Z, file.slices(Axis.Z) - 1, file.header().shape().volumes() - 1);
                file.slice(Axis.X, 0, 0);
            }
            case DICOM -> {
                DicomFile file = DicomFile.open(source);
                file.values(file.header().frames() - 1);
                file.brightness(0);
            }
            case LIDC_XML -> draw(LidcXml.read(source));
            case COCO -> draw(CocoJson.read(name, json(bytes), new AnnotatorSource.Field("annotator")));
            case LABEL_STUDIO -> draw(LabelStudioJson.read(name, json(bytes), "image"));
            case CVAT -> draw(CvatXml.readByAssignee(source));
            case NPY, NPZ, SAFETENSORS -> array(written(bytes));
            case ZIP -> zip(written(bytes));
            case SPLITS -> AssignedSplits.read(written(bytes)).of(List.of("a", "b"));
        }
    }

    /// Files of the kind, all but the first perhaps damaged.
    List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>(made());
        Path folder = Path.of(System.getProperty("consilium.data", "")).resolve(real);
        if (!real.isEmpty() && Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                files.filter(Files::isRegularFile)
                        .filter(file -> file.toFile().length() <= LARGEST_SEED)
                        .sorted()
                        .limit(MOST_SEEDS)
                        .forEach(file -> seeds.add(bytes(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return seeds;
    }

    private List<byte[]> made() {
        return switch (this) {
            case PNG -> List.of(image("png", BufferedImage.TYPE_BYTE_GRAY), image("png", BufferedImage.TYPE_INT_RGB));
            case TIFF ->
                List.of(image("tiff", BufferedImage.TYPE_BYTE_GRAY), image("tiff", BufferedImage.TYPE_USHORT_GRAY));
            case JPEG ->
                List.of(image("jpeg", BufferedImage.TYPE_BYTE_GRAY), image("jpeg", BufferedImage.TYPE_INT_RGB));
            case IDX -> List.of(IdxFiles.images(3, 4, 5), IdxFiles.gzip(IdxFiles.images(3, 4, 5)));
            case NIFTI -> List.of(nifti(1), nifti(2), NiftiBytes.gzip(nifti(1)));
            case DICOM -> List.of(
                    DicomBytes.ct(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).stored(0, 1, 2, 3, 4, 5).bytes(),
                    DicomBytes.ct(TransferSyntax.EXPLICIT_BIG_ENDIAN).stored(0, 1, 2, 3, 4, 5).bytes(),
                    DicomBytes.ct(TransferSyntax.DEFLATED_LITTLE_ENDIAN).stored(0, 1, 2, 3, 4, 5).bytes());
            case LIDC_XML ->
                texts("""
                        <LidcReadMessage xmlns="n"><ResponseHeader><SeriesInstanceUid>1.2</SeriesInstanceUid></ResponseHeader>
                        <readingSession><unblindedReadNodule><noduleID>A</noduleID><roi><imageZposition>0</imageZposition>
                        <imageSOP_UID>1.2.3</imageSOP_UID><inclusion>TRUE</inclusion>
                        <edgeMap><xCoord>1</xCoord><yCoord>1</yCoord></edgeMap>
                        <edgeMap><xCoord>5</xCoord><yCoord>1</yCoord></edgeMap>
                        <edgeMap><xCoord>3</xCoord><yCoord>6</yCoord></edgeMap></roi></unblindedReadNodule></readingSession>
                        </LidcReadMessage>
                        """);
            case COCO ->
                texts("""
                        {"images": [{"id": 1, "file_name": "a.png", "width": 4, "height": 3}],
                         "categories": [{"id": 7, "name": "core"}], "annotations": [
                         {"image_id": 1, "category_id": 7, "annotator": "ann", "segmentation": [[0, 0, 3, 0, 3, 1, 0, 1]]},
                         {"image_id": 1, "category_id": 7, "annotator": "b", "segmentation": {"size": [3, 4], "counts": [0, 1, 11]}},
                         {"image_id": 1, "category_id": 7, "annotator": "c", "segmentation": {"size": [3, 4], "counts": "1225"}}]}
                        """);
            case LABEL_STUDIO -> texts("""
                    [{"data": {"image": "a.png"}, "annotations": [{"completed_by": 1, "result": [
                     {"type": "polygonlabels", "original_width": 4, "original_height": 3,
                      "value": {"points": [[0, 0], [50, 0], [50, 50]], "polygonlabels": ["core"]}},
                     {"type": "brushlabels", "original_width": 4, "original_height": 3,
                      "value": {"rle": [0, 0, 0, 48, 57, 37, 63, 248, 1, 2, 3, 4], "brushlabels": ["core"]}}]}]}]
                    """);
            case CVAT ->
                texts("""
                        <annotations><version>1.1</version><meta><job><assignee><username>ann</username></assignee></job></meta>
                        <image id="0" name="a.png" width="4" height="3">
                        <mask label="core" rle="1, 1, 1, 1" left="1" top="1" width="2" height="2" z_order="1"></mask>
                        <polygon label="core" points="0.0,0.0;3.0,0.0;3.0,2.0" z_order="0"></polygon></image></annotations>
                        """);
            case NPY -> List.of(ArrayDatasetTest.npy("<f4", "(2, 2, 2)", new byte[32]),
                    ArrayDatasetTest.npy(">i2", "(3,)", new byte[6]));
            case NPZ -> List.of(zip("a.npy", ArrayDatasetTest.npy("<f4", "(2, 2, 2)", new byte[32])));
            case SAFETENSORS -> List.of(safetensors());
            case ZIP -> List.of(zip("p/images/a.png", image("png", BufferedImage.TYPE_BYTE_GRAY)));
            case SPLITS -> texts("case,split\na,train\nb,test\n");
        };
    }

    private static void pixels(ImageFile file) {
        file.image();
        if (file.channels() == 1) {
            file.values();
        }
    }

    private static void draw(LidcReading reading) {
        for (LidcReading.Session session : reading.sessions()) {
            for (String slice : reading.contouredSlices()) {
                LidcMasks.draw(reading, session, slice, 512, 512);
            }
        }
    }

    private static void draw(Export export) {
        export.annotations().forEach(each -> each.draw(4, 3, Map.of("core", 1)));
    }

    private static void array(Path file) {
        try (StoredArray array = StoredArray.open(file, Optional.empty())) {
            long count = array.shape().stream().reduce(1L, Math::multiplyExact);
            array.values(0, (int) Math.min(count, 1000));
        }
    }

    private static void zip(Path file) {
        try (ZipArchive zip = ZipArchive.open(file)) {
            for (String entry : zip.names()) {
                if (ImageFile.isOne(entry)) {
                    pixels(ImageFile.read(zip.entry(entry)));
                }
            }
        }
    }

    private Object json(byte[] bytes) {
        Object tree = ExportDataset.json(written(bytes));
        return tree == null ? "" : tree;
    }

    private Path written(byte[] bytes) {
        try {
            return Files.write(FILE.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path scratch() {
        try {
            Path folder = Files.createTempDirectory("fuzz");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> texts(String text) {
        return List.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] image(String format, int type) {
        BufferedImage image = new BufferedImage(9, 7, type);
        for (int pixel = 0; pixel < 63; pixel++) {
            image.setRGB(pixel % 9, pixel / 9, 0x010305 * pixel);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] nifti(int version) {
        return NiftiBytes.version(version, ByteOrder.LITTLE_ENDIAN).shape(2, 3, 2).type(4, 16).with(24, voxels -> {
            for (int index = 0; index < 12; index++) {
                voxels.putShort((short) index);
            }
        });
    }

    private static byte[] zip(String entry, byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] safetensors() {
        byte[] header = "{\"a\": {\"dtype\": \"F32\", \"shape\": [2, 2], \"data_offsets\": [0, 16]}}"
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + header.length + 16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array();
    }
}
