package consilium.fuse;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The different votes that pixels got, and how many pixels got each.
///
/// All that fusion computes of a pixel depends on its votes alone, so every sum over pixels is a sum over patterns,
/// each weighted by its count: exact, and independent of the image's size.
final class Patterns {

    /// Stands where the annotator did not look.
    static final int ABSENT = -1;

    private final int classes;
    private final int annotators;
    private final int answers;
    private final int[] who;
    private final short[] votes;
    private final long[] counts;

    /// @param who    the annotator of each answer
    /// @param votes  pattern by pattern, a label or [#ABSENT] per answer
    /// @param counts pixels per pattern
    private Patterns(int classes, int annotators, int[] who, short[] votes, long[] counts) {
        this.classes = classes;
        this.annotators = annotators;
        this.answers = who.length;
        this.who = who;
        this.votes = votes;
        this.counts = counts;
    }

    /// @throws IllegalArgumentException for a vote outside the classes
    static Patterns of(Votes votes, VoteCodes codes) {
        int answers = votes.who().length;
        short[] labels = new short[codes.size() * answers];
        Arrays.fill(labels, (short) ABSENT);
        long[] counts = new long[codes.size()];
        for (int pattern = 0; pattern < counts.length; pattern++) {
            counts[pattern] = codes.count(pattern);
            for (int n = 0; n < votes.present(); n++) {
                int label = codes.vote(pattern, n);
                if (label >= votes.classes()) {
                    throw Fields.outside(votes);
                }
                labels[pattern * answers + votes.answer(n)] = (short) label;
            }
        }
        return new Patterns(votes.classes(), votes.annotators(), votes.who(), labels, counts);
    }

    int classes() {
        return classes;
    }

    int annotators() {
        return annotators;
    }

    int size() {
        return counts.length;
    }

    long count(int pattern) {
        return counts[pattern];
    }

    /// How many answers a pixel can have: one per annotator, or more from who looked several times.
    int answers() {
        return answers;
    }

    /// Whose answer it is.
    int annotator(int answer) {
        return who[answer];
    }

    /// The label that the answer gives in the pattern, or [#ABSENT].
    int vote(int pattern, int answer) {
        return votes[pattern * answers + answer];
    }

    long pixels() {
        return Arrays.stream(counts).sum();
    }

    /// The share of the votes that each label got, `[pattern * classes + label]`.
    double[] shares() {
        double[] shares = new double[size() * classes];
        for (int pattern = 0; pattern < size(); pattern++) {
            int given = 0;
            for (int answer = 0; answer < answers; answer++) {
                int label = vote(pattern, answer);
                if (label != ABSENT) {
                    shares[pattern * classes + label]++;
                    given++;
                }
            }
            for (int label = 0; label < classes; label++) {
                shares[pattern * classes + label] /= given;
            }
        }
        return shares;
    }

    /// How often each label was given, as a share of all votes.
    double[] frequencies() {
        double[] frequencies = new double[classes];
        double all = 0;
        for (int pattern = 0; pattern < size(); pattern++) {
            for (int answer = 0; answer < answers; answer++) {
                int label = vote(pattern, answer);
                if (label != ABSENT) {
                    frequencies[label] += counts[pattern];
                    all += counts[pattern];
                }
            }
        }
        for (int label = 0; label < classes; label++) {
            frequencies[label] /= all;
        }
        return frequencies;
    }

    /// The patterns of several images together, in all of which an annotator looked equally often, or not at all.
    static final class Pool {

        private final int classes;
        private final int annotators;
        private final Map<Key, long[]> counts = new LinkedHashMap<>();
        private int[] who = new int[0];

        Pool(int classes, int annotators) {
            this.classes = classes;
            this.annotators = annotators;
        }

        void add(Patterns image) {
            if (isEmpty()) {
                who = image.who;
            } else if (!Arrays.equals(who, image.who)) {
                throw new IllegalArgumentException("images are pooled in which everyone looked equally often");
            }
            for (int pattern = 0; pattern < image.size(); pattern++) {
                int from = pattern * who.length;
                Key key = new Key(Arrays.copyOfRange(image.votes, from, from + who.length));
                counts.computeIfAbsent(key, fresh -> new long[1])[0] += image.counts[pattern];
            }
        }

        boolean isEmpty() {
            return counts.isEmpty();
        }

        Patterns patterns() {
            short[] votes = new short[counts.size() * who.length];
            long[] pixels = new long[counts.size()];
            int pattern = 0;
            for (Map.Entry<Key, long[]> entry : counts.entrySet()) {
                System.arraycopy(entry.getKey().votes, 0, votes, pattern * who.length, who.length);
                pixels[pattern++] = entry.getValue()[0];
            }
            return new Patterns(classes, annotators, who, votes, pixels);
        }
    }

    /// A pattern's votes, by value.
    private static final class Key {

        private final short[] votes;

        private Key(short[] votes) {
            this.votes = votes;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(votes, key.votes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(votes);
        }
    }
}
