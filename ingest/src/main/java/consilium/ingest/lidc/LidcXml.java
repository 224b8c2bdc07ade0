package consilium.ingest.lidc;

import consilium.ingest.lidc.LidcReading.Modality;
import consilium.ingest.lidc.LidcReading.Nodule;
import consilium.ingest.lidc.LidcReading.Region;
import consilium.ingest.lidc.LidcReading.Session;
import consilium.ingest.source.ByteSource;
import consilium.ingest.source.XmlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Reads the collection's XML: `LidcReadMessage` for a CT, `IdriReadMessage` for a chest X-ray.
public final class LidcXml {

    private static final int LARGEST_RATING = 6;

    private final String file;
    private final XmlReader xml;
    private String seriesUid = "";
    private String studyUid = "";
    private final List<Session> sessions = new ArrayList<>();

    private LidcXml(String file, XmlReader xml) {
        this.file = file;
        this.xml = xml;
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput` with line and column when it is no such file
    public static LidcReading read(ByteSource source) {
        try (XmlReader xml = XmlReader.open(source)) {
            return new LidcXml(source.name(), xml).read();
        }
    }

    private LidcReading read() {
        Modality modality = switch (xml.element()) {
            case "LidcReadMessage" -> Modality.CT;
            case "IdriReadMessage" -> Modality.CHEST_XRAY;
            default -> throw xml.refuse("is no reading of LIDC-IDRI; the root element must be LidcReadMessage or"
                    + " IdriReadMessage, was " + xml.element());
        };
        xml.children(child -> {
            switch (child) {
                case "ResponseHeader" -> readHeader();
                case "readingSession", "CXRreadingSession" -> sessions.add(session());
                default -> {
                }
            }
        });
        xml.end();
        if (seriesUid.isEmpty()) {
            throw xml.refuse("the header must name the series (SeriesInstanceUid)");
        }
        return new LidcReading(file, modality, seriesUid, studyUid, sessions);
    }

    private void readHeader() {
        xml.children(child -> {
            switch (child) {
                case "SeriesInstanceUid", "SeriesInstanceUID" -> seriesUid = xml.text();
                case "StudyInstanceUID" -> studyUid = xml.text();
                default -> {
                }
            }
        });
    }

    private Session session() {
        List<Nodule> nodules = new ArrayList<>();
        int[] nonNodules = new int[1];
        xml.children(child -> {
            switch (child) {
                case "unblindedReadNodule", "unblindedRead" -> nodules.add(nodule());
                case "nonNodule" -> nonNodules[0]++;
                default -> {
                }
            }
        });
        return new Session(sessions.size() + 1, nodules, nonNodules[0]);
    }

    private Nodule nodule() {
        String[] id = {""};
        Map<String, Integer> characteristics = new HashMap<>();
        List<Region> regions = new ArrayList<>();
        xml.children(child -> {
            switch (child) {
                case "noduleID" -> id[0] = xml.text();
                case "characteristics" -> xml.children(rating -> characteristics.put(rating, rating(rating)));
                case "roi" -> regions.add(region());
                default -> {
                }
            }
        });
        if (id[0].isEmpty()) {
            throw xml.refuse("a nodule must have a noduleID");
        }
        return new Nodule(id[0], characteristics, regions);
    }

    private int rating(String name) {
        int rating = xml.wholeNumber();
        if (rating < 0 || rating > LARGEST_RATING) {
            throw xml.refuse("<" + name + "> must be 0 to " + LARGEST_RATING + ", was " + rating);
        }
        return rating;
    }

    private Region region() {
        RegionParts parts = new RegionParts();
        xml.children(child -> {
            switch (child) {
                case "imageZposition" -> parts.z = OptionalDouble.of(xml.number());
                case "imageSOP_UID" -> parts.sopInstanceUid = xml.text();
                case "inclusion" -> parts.inclusion = truth();
                case "edgeMap" -> readPoint(parts.edge);
                default -> {
                }
            }
        });
        if (parts.sopInstanceUid.isEmpty()) {
            throw xml.refuse("a region must name its image (imageSOP_UID)");
        }
        if (parts.edge.isEmpty()) {
            throw xml.refuse("a region must have at least one edgeMap");
        }
        return new Region(parts.z, parts.sopInstanceUid, parts.inclusion, parts.edge.build());
    }

    private boolean truth() {
        String text = xml.text();
        return switch (text) {
            case "TRUE", "true" -> true;
            case "FALSE", "false" -> false;
            default -> throw xml.refuse("<inclusion> must be TRUE or FALSE, was \"" + text + "\"");
        };
    }

    private void readPoint(EdgeBuilder edge) {
        OptionalInt[] point = {OptionalInt.empty(), OptionalInt.empty()};
        xml.children(child -> {
            switch (child) {
                case "xCoord" -> point[0] = OptionalInt.of(xml.wholeNumber());
                case "yCoord" -> point[1] = OptionalInt.of(xml.wholeNumber());
                default -> {
                }
            }
        });
        if (point[0].isEmpty() || point[1].isEmpty()) {
            throw xml.refuse("an edgeMap must have an xCoord and a yCoord");
        }
        edge.add(point[0].getAsInt(), point[1].getAsInt());
    }

    /// A region while its elements are read, in whatever order they come.
    private static final class RegionParts {
        private OptionalDouble z = OptionalDouble.empty();
        private String sopInstanceUid = "";
        private boolean inclusion = true;
        private final EdgeBuilder edge = new EdgeBuilder();
    }
}
