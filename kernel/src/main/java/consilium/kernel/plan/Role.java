package consilium.kernel.plan;

/// The names by which steps find each other's artefacts. A later step's artefact takes the place of an earlier
/// one of the same role: simulated annotations stand where recorded ones stood.
public final class Role {

    /// [consilium.kernel.dataset.ImageSet]
    public static final String IMAGES = "images";
    /// [consilium.kernel.dataset.TruthSet]; only who declares it may open it
    public static final String TRUTH = "truth";
    /// [consilium.kernel.dataset.AnnotationSet]
    public static final String ANNOTATIONS = "annotations";
    /// [consilium.kernel.dataset.LabelSet]
    public static final String LABELS = "labels";
    /// The trained parameters, with architecture, history and provenance.
    public static final String MODEL = "model";
    /// [consilium.kernel.dataset.PredictionSet]
    public static final String PREDICTIONS = "predictions";
    /// Scores and figures.
    public static final String EVALUATION = "evaluation";
    /// The gate's decision on a model.
    public static final String REGISTRATION = "registration";

    private Role() {}
}
