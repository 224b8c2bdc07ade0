package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Range;
import java.util.Optional;

/// Which slices of a volume become images: of those from `from` to `to` every `every`-th, and of these the ones with
/// enough foreground.
///
/// @param from          index of the first slice, from 0
/// @param to            index of the last slice, included; beyond the volume: its last
/// @param minForeground least number of pixels that are not background, in the truth or in the map of at least one
///                      annotator; counted before any preprocessing
@About("Which slices of a volume become images.")
public record SliceSelection(
        @About("Index of the first slice") @Default("0") @Range(min = 0) int from,
        @About("Index of the last slice, included; absent: the volume's last") @Range(min = 0) Optional<Integer> to,
        @About("Every so many-th slice, counted from the first") @Default("1") @Range(min = 1) int every,
        @About("Keep slices in which the truth or any one annotator has at least so many pixels of foreground") @Default("0") @Range(min = 0) int minForeground) {

    public SliceSelection {
        Require.atLeast("from", from, 0);
        Require.atLeast("every", every, 1);
        Require.atLeast("minForeground", minForeground, 0);
        int first = from;
        to.ifPresent(last -> Require.atLeast("to", last, first));
    }

    /// Whether range and step keep the slice; its foreground is not asked here.
    public boolean covers(int slice) {
        return slice >= from && slice <= to.orElse(Integer.MAX_VALUE) && (slice - from) % every == 0;
    }
}
