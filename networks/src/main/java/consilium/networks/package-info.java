/// Segmentation networks, networks of annotators' mistakes, and how both are learned. Start at [Segmenter], which
/// answers, and [Learner], which learns; [TensorEngine] computes for both and hides the tensor library from everyone
/// else.
@NullMarked
package consilium.networks;

import org.jspecify.annotations.NullMarked;
