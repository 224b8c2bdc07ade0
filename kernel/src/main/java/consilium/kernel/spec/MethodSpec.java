package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Range;
import java.util.Optional;

/// One way from noisy labels to an answer: a row of the result table.
@About("One way from noisy labels to an answer: a row of the result table.")
public sealed interface MethodSpec {

    /// Fuses each image's labels and scores the fused maps themselves; learns nothing, so it needs the test images'
    /// annotations, which a deployed model would not have.
    @About("Fuses each image's labels and scores the fused maps; trains nothing.")
    record Fusion(@About("How labels are fused") FusionSpec fusion) implements MethodSpec {}

    /// A network trained on fused labels.
    @About("A network trained on fused labels.")
    record Cnn(@About("How labels are fused before training") FusionSpec fusion) implements MethodSpec, Learning {}

    /// A network trained on the truth itself: the upper bound, which reads what no other method may.
    @About("A network trained on the truth itself: the upper bound.")
    record CnnOnTruth() implements MethodSpec, Learning {}

    /// The paper's method: a segmentation network and pixel-wise confusion matrices per annotator, learned together
    /// from all labels.
    ///
    /// Minimises the negative log-likelihood of `A p` plus `traceWeight` times the trace of `A` (eq. 4), after
    /// `warmUpEpochs` in which the trace is *maximised* with `warmUpTraceWeight` while the likelihood stays on
    /// (section 3.4).
    ///
    /// The data cannot tell one class from another: it is the warm-up that ties each class to what the annotators call
    /// it. Beyond the paper, the warm-up therefore also starts the predicted truth from what most annotators said, as
    /// expectation maximisation over annotators does; with `warmUpConsensus` 0 it is the paper's own.
    /// With `warmUpLikelihood` false nothing but the trace, and the consensus if it has weight, counts in the warm-up: so
    /// the authors' code had it before it lost its warm-up.
    ///
    /// An option that is left out is not written, so a spec that uses none has the recipe it had before there were any.
    @About("The paper's method: truth and pixel-wise annotator confusion matrices learned together (eq. 4).")
    record ConfusionMatrices(
            @About("Weight of the trace after warm-up (the paper's lambda); 0 is the paper's 'without trace'") @Default("0.1") @Range(min = 0, max = 100) double traceWeight,
            @About("Epochs in which the trace is maximised instead, so that matrices start near the identity") @Default("5") @Range(min = 0, max = 10000) int warmUpEpochs,
            @About("Weight of the maximised trace during warm-up") @Default("1") @Range(min = 0, max = 100) double warmUpTraceWeight,
            @About("Weight, during warm-up, of the cross-entropy against the annotators' majority; 0 is the paper's own") @Default("1") @Range(min = 0, max = 100) double warmUpConsensus,
            @About("A smaller form of the matrices; left out, a full one at every pixel") Optional<MatrixSpec> matrices,
            @About("Whether the likelihood stays on during warm-up; left out, it does") Optional<Boolean> warmUpLikelihood,
            @About("The data term: nll (left out means it too) as the paper writes it, or released-code, as its authors ran it") Optional<DataTerm> loss)
            implements MethodSpec, Learning {
        public ConfusionMatrices {
            Require.between("traceWeight", traceWeight, 0, 100);
            Require.between("warmUpEpochs", warmUpEpochs, 0, 10000);
            Require.between("warmUpTraceWeight", warmUpTraceWeight, 0, 100);
            Require.between("warmUpConsensus", warmUpConsensus, 0, 100);
            loss = loss.filter(term -> term != DataTerm.NLL);
        }

        /// Full matrices at every pixel, a warm-up that keeps the likelihood on, and the paper's own data term.
        public ConfusionMatrices(
                double traceWeight, int warmUpEpochs, double warmUpTraceWeight, double warmUpConsensus) {
            this(
                    traceWeight,
                    warmUpEpochs,
                    warmUpTraceWeight,
                    warmUpConsensus,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        /// What measures how badly `A p` explains what an annotator said.
        public DataTerm dataTerm() {
            return loss.orElse(DataTerm.NLL);
        }

        /// What measures how badly `A p` explains what an annotator said.
        public enum DataTerm {
            /// The negative log-likelihood, `-log (A p)[said]` (eq. 3).
            NLL,
            /// What the paper's authors released: the probabilities `A p` go through a cross-entropy that takes them for
            /// logits, `-(A p)[said] + log sum_i exp (A p)[i]`, which no certainty brings below `log(1 + (L - 1) / e)`; and
            /// the matrices start uniform instead of near the identity. Their warm-up is none: `warmUpEpochs` 0.
            RELEASED_CODE
        }
    }


    /// A network trained on every annotator's map of every image, each a training pair of its own: the paper's "naive
    /// CNN", which takes all labels for true. An epoch has as many pairs as there are maps.
    @About("A network trained on every annotator's map as if it were the truth.")
    record CnnOnAllLabels() implements MethodSpec, Learning {}

    /// A network of their own for every annotator, trained on their maps alone: the paper's "separate CNNs on
    /// annotators". The answer is the mean of their probabilities; what an annotator is expected to draw is what their
    /// network says.
    @About("A network per annotator, trained on their maps alone; the answer is the mean of their probabilities.")
    record CnnPerAnnotator() implements MethodSpec, Learning {}

    /// A Probabilistic U-Net: segmentations drawn through a latent variable, trained in every step on the map of one
    /// annotator, drawn at random for each image.
    ///
    /// Minimises the cross-entropy, summed over the pixels, plus `klWeight` times the divergence of the posterior from
    /// the prior. The answer is the mean of `samples` drawn segmentations' probabilities; they are kept, and are what is
    /// compared with the annotators' maps.
    ///
    /// Source: Kohl et al., A Probabilistic U-Net for Segmentation of Ambiguous Images, NeurIPS 2018,
    /// arXiv:1806.05034.
    ///
    /// Its encoders are not normalised and its combiner is rectified: at the rate that suits the others, 0.01, the
    /// posterior says nothing and every sample is the mean. So it has a rate of its own.
    ///
    /// @param latent       dimensions of the latent variable
    /// @param klWeight     their beta; 10 is the paper's authors', 1 that of Kohl's configuration
    /// @param samples      drawn of every image
    /// @param learningRate instead of the training's
    @About("A Probabilistic U-Net (Kohl et al. 2018), trained on one random annotator per image and step.")
    record ProbabilisticUNet(
            @About("Dimensions of the latent variable") @Default("6") @Range(min = 1, max = 1024) int latent,
            @About("Weight of the divergence of the posterior from the prior (beta)") @Default("10") @Range(min = 0, max = 1e6) double klWeight,
            @About("Segmentations drawn of every image when it is evaluated") @Default("16") @Range(min = 1, max = 1000) int samples,
            @About("Of the first epoch, instead of training.learningRate") @Default("0.001") @Range(min = 1e-8, max = 10) double learningRate)
            implements MethodSpec, Learning {
        public ProbabilisticUNet {
            Require.between("latent", latent, 1, 1024);
            Require.between("klWeight", klWeight, 0, 1e6);
            Require.between("samples", samples, 1, 1000);
            Require.between("learningRate", learningRate, 1e-8, 10);
        }
    }

    /// The paper's oracle: its method with the true confusion matrices given, which reads what no other may.
    ///
    /// At every pixel of a training image the column of the class that is true there is known: it is 1 at what the
    /// annotator said. The other columns say what the annotator would have said had the truth been another; nobody can
    /// know, so they are uniform, which is where the least trace leaves them. The predicted truth is learned through
    /// these matrices; the annotators' own are fitted to them, so that they can be foretold of new images.
    @About("The paper's oracle: its method with the true confusion matrices given, made from the truth.")
    record KnownConfusionMatrices() implements MethodSpec, Learning {}

    /// Ours: one truth, one confusion matrix per annotator and the image's regions, estimated together by expectation
    /// maximisation with a network as the prior of the truth, and pixel-wise confusion matrices fitted to what it finds.
    ///
    /// The paper explains each annotator's label by itself, and then cannot tell the truth from any mistake that the
    /// image foretells. Here the labels of a pixel share one truth (Raykar et al. 2010, jmlr.org/papers/v11/raykar10a);
    /// annotators are weighed by how they do where they part (after COLLATE, doi:10.1109/TMI.2011.2147795); and the
    /// image says which of their boundaries it follows (Chan and Vese 2001, doi:10.1109/83.902291), as far as its regions
    /// explain it, much in the beginning and less and less with the learning rate. Nothing is minimised or maximised by
    /// hand: no trace.
    ///
    /// The last epoch's network is the answer. Of each annotator it draws label maps that are each as likely as the next, so
    /// that its spread may be compared with theirs.
    @About("Ours: truth, annotators and image regions estimated jointly by expectation maximisation.")
    record JointEstimation(
            @About("Share of the epochs in which annotators are held equally and nearly right, so that the truth starts from their majority") @Default("0.125") @Range(min = 0, max = 1) double warmUp,
            @About("Weight of the image's intensity beside the labels; falls to 0 along half a cosine") @Default("1") @Range(min = 0, max = 100) double imageWeight,
            @About("Label maps drawn of each annotator, by which the spread of predictions is scored; 0: the most probable one alone") @Default("4") @Range(min = 0, max = 64) int levels,
            @About("How far an image's intensity is trusted: by the share of its variance that its regions explain, or fully") @Default("explained") ImageTrust imageTrust)
            implements MethodSpec, Learning {
        public JointEstimation {
            Require.between("warmUp", warmUp, 0, 1);
            Require.between("imageWeight", imageWeight, 0, 100);
            Require.between("levels", levels, 0, 64);
        }

        /// With four label maps of each annotator, and images trusted as far as their regions explain them.
        public JointEstimation(double warmUp, double imageWeight) {
            this(warmUp, imageWeight, 4, ImageTrust.EXPLAINED);
        }

        /// How much of its weight an image's intensity has.
        public enum ImageTrust {
            /// The share of the image's variance that its regions explain: of a digit on a dark ground most of it, of a
            /// small lesion among other bright things little.
            EXPLAINED,
            /// All of it, whatever the image shows.
            FULLY
        }
    }

    /// The methods that train a network.
    sealed interface Learning
            permits Cnn, CnnOnTruth, CnnOnAllLabels, CnnPerAnnotator, ConfusionMatrices, ProbabilisticUNet,
            KnownConfusionMatrices, JointEstimation {}
}
