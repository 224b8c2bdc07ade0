package consilium.runtime.format;

import consilium.kernel.artefact.Manifest;
import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.event.Event;
import consilium.kernel.plan.EngineSpec;
import consilium.kernel.plan.Plan;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.plan.Step;
import consilium.kernel.problem.Report;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.AnnotationsSpec;
import consilium.kernel.spec.AnnotatorSpec;
import consilium.kernel.spec.BlankMask;
import consilium.kernel.spec.DatasetSpec;
import consilium.kernel.spec.EvaluationSpec;
import consilium.kernel.spec.ExecutionSpec;
import consilium.kernel.spec.ExperimentSpec;
import consilium.kernel.spec.ExportSpec;
import consilium.kernel.spec.FusionSpec;
import consilium.kernel.spec.GateSpec;
import consilium.kernel.spec.MatrixSpec;
import consilium.kernel.spec.MethodSpec;
import consilium.kernel.spec.OnBadInput;
import consilium.kernel.spec.PreprocessingSpec;
import consilium.kernel.spec.SliceSelection;
import consilium.kernel.spec.SplitSpec;
import consilium.kernel.spec.Timespan;
import consilium.kernel.spec.TrainingSpec;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// What the kernel's [consilium.kernel.format.RecordFormat] reads and writes by reflection, named for native images.
/// Nested types come with the type they stand in; a test finds what is missing.
@RegisterForReflection(targets = {
        AnnotationsSpec.class,
        AnnotatorSpec.class,
        BlankMask.class,
        DatasetSpec.class,
        DatasetSpec.AnnotationExports.class,
        DatasetSpec.AnnotatorFolders.class,
        DatasetSpec.Arrays.class,
        DatasetSpec.Dicom.class,
        DatasetSpec.Nifti.class,
        Digest.class,
        EngineSpec.class,
        EvaluationSpec.class,
        Event.class,
        Event.DatasetGrown.class,
        ExecutionSpec.class,
        ExperimentSpec.class,
        ExportSpec.class,
        FusionSpec.class,
        GateSpec.class,
        Item.class,
        Manifest.class,
        MatrixSpec.class,
        MethodSpec.class,
        MethodSpec.ConfusionMatrices.class,
        MethodSpec.JointEstimation.class,
        OnBadInput.class,
        Plan.class,
        PreprocessingSpec.class,
        PreprocessingSpec.ZScore.class,
        Report.class,
        SliceSelection.class,
        Split.class,
        SplitSpec.class,
        StageName.class,
        StageSpec.class,
        StageSpec.Evaluate.class,
        Step.class,
        Timespan.class,
        TrainingSpec.class
}, ignoreNested = false)
final class KernelRecords {

    private KernelRecords() {}
}
