/// DICOM images of one sample per pixel, as CT and MR make them: header, pixels in their own units, order of a series.
///
/// Start at [DicomFile]. Source: DICOM PS3.5 (encoding; annex A transfer syntaxes, annex G RLE), PS3.3 C.7.6 (image
/// pixel and plane), C.11.1 (modality LUT), PS3.10 (file format).
@NullMarked
package consilium.ingest.dicom;

import org.jspecify.annotations.NullMarked;
