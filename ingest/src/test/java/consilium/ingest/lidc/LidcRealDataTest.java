package consilium.ingest.lidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import consilium.ingest.lidc.LidcReading.Modality;
import consilium.ingest.lidc.LidcReading.Nodule;
import consilium.ingest.lidc.LidcReading.Session;
import consilium.ingest.source.ByteSource;
import consilium.ingest.source.RealData;
import consilium.kernel.image.LabelMap;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class LidcRealDataTest {

    private static final Pattern SLICE = Pattern.compile("slice: (\\d+) - z pos: \\S+ - SOPInstanceUID: (\\S+) -");

    /// The counts that the collection's XML has by an independent parser, see `lidc_xml/SOURCE.md`.
    @Test
    void theWholeCollectionReads() throws IOException {
        Set<String> series = new HashSet<>();
        Map<Integer, Integer> filesBySessions = new TreeMap<>();
        int[] counts = new int[7];
        try (ZipFile zip = new ZipFile(RealData.at("lidc_xml/tcia-lidc-xml_1318.zip").toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".xml")) {
                    LidcReading reading = LidcXml.read(source(zip, entry));
                    if (reading.modality() == Modality.CHEST_XRAY) {
                        counts[0]++;
                        continue;
                    }
                    counts[1]++;
                    series.add(reading.seriesUid());
                    filesBySessions.merge(reading.sessions().size(), 1, Integer::sum);
                    for (Session session : reading.sessions()) {
                        counts[2]++;
                        counts[3] += session.nonNodules();
                        counts[4] += session.nodules().size();
                        counts[5] += (int) session.nodules().stream().filter(Nodule::contoured).count();
                        counts[6] += session.nodules().stream().mapToInt(nodule -> nodule.regions().size()).sum();
                    }
                }
            }
        }

        assertThat(counts[0]).as("chest X-rays").isEqualTo(283);
        assertThat(counts[1]).as("CT files").isEqualTo(1035);
        assertThat(series).as("CT series").hasSize(1018);
        assertThat(filesBySessions).isEqualTo(Map.of(3, 1, 4, 1033, 8, 1));
        assertThat(counts[2]).as("sessions").isEqualTo(4143);
        assertThat(counts[3]).as("non-nodules").isEqualTo(21787);
        assertThat(counts[4]).as("nodules").isEqualTo(20362);
        assertThat(counts[5]).as("contoured nodules").isEqualTo(7032);
        assertThat(counts[6]).as("regions").isEqualTo(55475);
    }

    /// `verified_rule.json`: the masks that LIDCToolbox made from three of the files.
    @Test
    void everyPublishedMaskIsReproducedExactly() throws IOException {
        Path sample = RealData.at("lidc_toolbox_sample/gts");
        List<LidcReading> readings = Stream.of("185_071", "185_074", "185_076")
                .map(name -> LidcXml.read(RealData.source("lidc_xml/samples/" + name + ".xml")))
                .toList();
        int compared = 0;
        int drawn = 0;
        int differing = 0;
        try (Stream<Path> scans = Files.list(sample)) {
            for (Path scan : scans.sorted().toList()) {
                Map<String, String> slices = slices(scan.resolve("slice_correspondences.txt"));
                for (Map.Entry<String, String> slice : slices.entrySet()) {
                    LidcReading reading = readings.stream()
                            .filter(each -> each.contouredSlices().contains(slice.getValue()))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("no reading knows " + slice));
                    for (Session session : reading.sessions()) {
                        Path mask = scan.resolve("slice" + slice.getKey()).resolve("GT_id" + session.number() + ".tif");
                        if (Files.exists(mask)) {
                            LabelMap made = LidcMasks.draw(reading, session, slice.getValue(), 512, 512);
                            LabelMap published = published(mask);
                            compared++;
                            drawn += published.count(1) > 0 ? 1 : 0;
                            differing += made.equals(published) ? 0 : 1;
                        }
                    }
                }
            }
        }

        assumeTrue(compared > 0, "no published masks are here");
        assertThat(differing).isZero();
        assertThat(drawn).isPositive();
    }

    private static Map<String, String> slices(Path correspondences) throws IOException {
        Map<String, String> slices = new TreeMap<>();
        Matcher matcher = SLICE.matcher(Files.readString(correspondences));
        while (matcher.find()) {
            slices.put(matcher.group(1), matcher.group(2));
        }
        return slices;
    }

    private static LabelMap published(Path file) throws IOException {
        BufferedImage image = ImageIO.read(file.toFile());
        return LabelMap.generate(image.getWidth(), image.getHeight(),
                pixel -> image.getRaster().getSample(pixel % image.getWidth(), pixel / image.getWidth(), 0) == 0 ? 0
                        : 1);
    }

    private static ByteSource source(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return ByteSource.of(entry.getName(), in.readAllBytes());
        }
    }
}
