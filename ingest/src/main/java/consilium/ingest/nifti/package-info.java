/// NIfTI-1 and NIfTI-2 volumes, slice by slice: `.nii`, `.nii.gz`, and pairs of `.hdr` and `.img`.
///
/// Start at [NiftiFile]. Source: the NIfTI-1.1 and NIfTI-2 header definitions (`nifti1.h`, `nifti2.h`); where they
/// leave a choice, nibabel's is taken.
@NullMarked
package consilium.ingest.nifti;

import org.jspecify.annotations.NullMarked;
