package consilium.ingest.shell.growing;

import consilium.ingest.growing.DatasetDefinition;
import consilium.ingest.growing.Drawing;
import consilium.ingest.growing.Submission;
import consilium.ingest.growing.Withdrawal;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// What is read and written by reflection, named for native images.
@RegisterForReflection(targets = {
        Datasets.ImageView.class,
        Datasets.View.class,
        DatasetDefinition.class,
        Drawing.class,
        Drawing.Png.class,
        Drawing.Regions.class,
        Drawing.Regions.LabelledRegion.class,
        Images.Registered.class,
        Receipt.class,
        Reconciler.Reconciliation.class,
        RecordView.class,
        Registration.class,
        Submission.class,
        Withdrawal.class
})
final class GrowingFormats {

    private GrowingFormats() {}
}
