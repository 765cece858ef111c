package dev.obor.tensor;

import java.util.Optional;

/// Which segments [Gathering#segmentReduce(String, SegmentOptions)] reduces, and how: lengths or offsets must
/// be given.
///
/// @param lengths the lengths of the segments, int64 or int32, of the shape of the dims before `axis` with the
///     number of segments
/// @param offsets where the segments begin and the last ends: one more than there are segments
/// @param axis the dim that is divided into segments
/// @param unsafe allows segments that leave elements out at the end
/// @param initial takes part in each reduction as the first value; of a mean it is not counted
public record SegmentOptions(
        Optional<Tensor> lengths, Optional<Tensor> offsets, int axis, boolean unsafe, Optional<Number> initial) {
    /// The first dim, all of it; no segments yet.
    public static final SegmentOptions DEFAULT =
            new SegmentOptions(Optional.empty(), Optional.empty(), 0, false, Optional.empty());

    /// Returns these options with segments of these lengths.
    public SegmentOptions lengths(Tensor segments) {
        return new SegmentOptions(Optional.of(segments), offsets, axis, unsafe, initial);
    }

    /// Returns these options with segments from each of these offsets to the next.
    public SegmentOptions offsets(Tensor bounds) {
        return new SegmentOptions(lengths, Optional.of(bounds), axis, unsafe, initial);
    }

    /// Returns these options for another dim.
    public SegmentOptions axis(int dim) {
        return new SegmentOptions(lengths, offsets, dim, unsafe, initial);
    }

    /// Returns these options with elements at the end left out or not.
    public SegmentOptions unsafe(boolean allowed) {
        return new SegmentOptions(lengths, offsets, axis, allowed, initial);
    }

    /// Returns these options with a first value for each reduction.
    public SegmentOptions initial(Number value) {
        return new SegmentOptions(lengths, offsets, axis, unsafe, Optional.of(value));
    }
}
