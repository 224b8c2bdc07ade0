/// What annotation tools export, COCO JSON, Label Studio JSON and CVAT XML: who drew which region on which image.
///
/// Start at [CocoJson], [LabelStudioJson] and [CvatXml]; each gives an [Export] of [DrawnAnnotation]s, in which an
/// annotator who looked and found nothing has an annotation without regions, and one who did not look has none.
@NullMarked
package consilium.ingest.coco;

import org.jspecify.annotations.NullMarked;
