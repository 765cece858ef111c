package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.IndexException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Index;
import dev.obor.layout.Shape;
import dev.obor.storage.Storage;
import dev.obor.tensor.Selection.Axes;
import dev.obor.tensor.Selection.Combine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An index applied to a tensor: a view of it where places, slices, new axes and the ellipsis say so, and for
/// some dims of that view tensors that name places in them.
///
/// // Note [where the dims of an index go]
/// The shapes of all index tensors are broadcast together. If the dims that they index stand side by side, the
/// dims of that shape take their place, otherwise they come first. A single place, written as a number or as a
/// tensor of no dims, is taken before and does not count, as in PyTorch and unlike NumPy.
final class Subscript {
    /// A tensor among the indices.
    ///
    /// @param dim the dim of the view that it starts at
    /// @param name that dim as messages name it
    /// @param tensor int64, int32, or bool for a mask
    private record Entry(int dim, int name, Tensor tensor) {
        boolean isMask() {
            return tensor.dtype() == DType.BOOL;
        }
    }

    /// What the primitives take: a view, the dims of it that indices run along, the indices.
    private record Target(Tensor view, Axes axes, Tensor... indices) {}

    private final String op;
    private final Tensor view;
    private final List<Entry> entries;

    private Subscript(String op, Tensor view, List<Entry> entries) {
        this.op = op;
        this.view = view;
        this.entries = entries;
    }

    /// Returns an index applied to a tensor.
    ///
    /// @throws IndexException if they do not fit
    static Subscript of(String op, Tensor x, List<? extends Index> items) {
        return new Builder(op, x, true).build(items);
    }

    /// Returns index tensors applied to the first dims of a tensor; those without dims name places like the
    /// others.
    static Subscript ofTensors(String op, Tensor x, List<Tensor> indices) {
        return new Builder(op, x, false).build(indices);
    }

    /// Returns the items of a text with tensors in its slots.
    static List<Index> items(String op, String text, Tensor... tensors) {
        List<Index> items = new ArrayList<>(Index.parse(text));
        int used = 0;
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof Index.Slot && used++ < tensors.length) {
                items.set(i, tensors[used - 1]);
            }
        }
        if (used != tensors.length) {
            throw new IndexException(op + ": \"" + text + "\" has a ? for " + used + " tensors and " + tensors.length
                    + " are passed: there must be one for each");
        }
        return items;
    }

    /// Returns the elements: a view of the tensor if no tensor is among the indices, else a copy.
    Tensor read() {
        if (entries.isEmpty()) {
            return view;
        }
        if (isOneMask() && mask().dim() == view.dim()) {
            return view.maskedSelect(mask());
        }
        Target target = target();
        return target.view().apply(new Selection.Gather(target.axes()), target.indices());
    }

    /// Writes a value to the places.
    ///
    /// @param accumulate adds instead of replacing
    void write(Tensor value, boolean accumulate) {
        Tensor fitting = withoutLeadingOnes(value);
        if (entries.isEmpty()) {
            checkFits(fitting);
            if (accumulate) {
                view.add_(fitting);
            } else {
                view.copy_(fitting);
            }
        } else if (isOneMask() && value.numel() == 1 && !accumulate) {
            int[] sizes = Arrays.copyOf(
                    mask().shape().toArray(), view.dim() - entries.getFirst().dim());
            Arrays.fill(sizes, mask().dim(), sizes.length, 1);
            view.maskedFill_(mask().reshape(sizes), value.reshape(Shape.SCALAR));
        } else {
            Target target = target();
            Tensor[] inputs = new Tensor[target.indices().length + 1];
            inputs[0] = fitting;
            System.arraycopy(target.indices(), 0, inputs, 1, inputs.length - 1);
            Combine combine = accumulate ? Combine.ADD : Combine.REPLACE;
            target.view().applyInPlace(new Selection.Scatter(target.axes(), combine), inputs);
        }
    }

    /// Writes a number to the places.
    void write(Number value) {
        write(Fill.of(op, value, view.dtype()), false);
    }

    private void checkFits(Tensor value) {
        boolean fits = value.dim() <= view.dim();
        for (int d = 1; fits && d <= value.dim(); d++) {
            fits = value.size(-d) == 1 || value.size(-d) == view.size(-d);
        }
        if (!fits) {
            throw new ShapeException(op + ": the values have shape " + value.shape() + " and the places they go to "
                    + view.shape() + ": the values must broadcast to the places");
        }
    }

    /// PyTorch passes over leading dims of size 1, as in Python's `x[0:2] = [[1, 2]]`.
    private static Tensor withoutLeadingOnes(Tensor value) {
        int ones = 0;
        while (ones < value.dim() && value.size(ones) == 1) {
            ones++;
        }
        int[] sizes = value.shape().toArray();
        return ones == 0 ? value : value.reshape(Shape.of(Arrays.copyOfRange(sizes, ones, sizes.length)));
    }

    private boolean isOneMask() {
        return entries.size() == 1 && entries.getFirst().isMask();
    }

    private Tensor mask() {
        return entries.getFirst().tensor();
    }

    private Target target() {
        return isOneMask() && canFlatten() ? flattened() : general();
    }

    private Shape flatShape() {
        Shape shape = view.shape();
        int dim = entries.getFirst().dim();
        for (int d = 0; d < mask().dim(); d++) {
            shape = shape.remove(dim);
        }
        return shape.insert(dim, mask().numel());
    }

    private boolean canFlatten() {
        return view.layout().reshape(flatShape()).isPresent();
    }

    /// One mask of several dims that a view can show as one: a single index tensor.
    private Target flattened() {
        Entry entry = entries.getFirst();
        Tensor flat = view.apply(new ViewOp.Reshape(flatShape()));
        Tensor index = mask().reshape(-1).nonzeroTuple().getFirst();
        return new Target(flat, new Axes(op, entry.dim(), 1, false, true, entry.name()), index);
    }

    private Target general() {
        List<Tensor> indices = new ArrayList<>();
        List<Integer> dims = new ArrayList<>();
        List<Integer> names = new ArrayList<>();
        for (Entry entry : entries) {
            List<Tensor> parts = entry.isMask() ? entry.tensor().nonzeroTuple() : List.of(entry.tensor());
            for (int p = 0; p < parts.size(); p++) {
                indices.add(parts.get(p));
                dims.add(entry.dim() + p);
                names.add(entry.name() + p);
            }
        }
        boolean together = dims.getLast() - dims.getFirst() + 1 == dims.size();
        Tensor turned = together ? view : view.permute(before(dims));
        int[] named = names.stream().mapToInt(Integer::intValue).toArray();
        Axes axes = new Axes(op, together ? dims.getFirst() : 0, indices.size(), false, true, named);
        return new Target(turned, axes, indices.toArray(Tensor[]::new));
    }

    /// The dims of the view, these before the others.
    private int[] before(List<Integer> dims) {
        int[] order = new int[view.dim()];
        int count = 0;
        for (int d : dims) {
            order[count++] = d;
        }
        for (int d = 0; d < order.length; d++) {
            if (!dims.contains(d)) {
                order[count++] = d;
            }
        }
        return order;
    }

    /// Goes through the items from left to right.
    private static final class Builder {
        private final String op;
        private final Tensor x;
        private final boolean selects;
        private final List<Entry> entries = new ArrayList<>();
        private Tensor view;
        /// The next dim of the view, and of x.
        private int dim;

        private int taken;

        /// @param selects whether an index tensor of no dims is a single place
        Builder(String op, Tensor x, boolean selects) {
            this.op = op;
            this.x = x;
            this.view = x;
            this.selects = selects;
        }

        Subscript build(List<? extends Index> items) {
            int named = items.stream().mapToInt(this::dims).sum();
            int rest = x.dim() - named;
            if (rest < 0) {
                throw new IndexException(op + ": the index names " + named + " dims and the tensor has shape "
                        + x.shape() + ": name no more dims than there are");
            }
            int ellipses = 0;
            for (Index item : items) {
                if (!(item instanceof Index.Ellipsis)) {
                    take(item);
                } else if (++ellipses > 1) {
                    throw new IndexException(op + ": there are two ellipses: one takes all dims that are left");
                } else {
                    dim += rest;
                    taken += rest;
                }
            }
            boolean all = view == x && entries.isEmpty();
            return new Subscript(op, all ? x.apply(new ViewOp.Expand(x.shape())) : view, entries);
        }

        /// How many dims of x an item takes.
        private int dims(Index item) {
            return switch (item) {
                case Index.At _, Index.Slice _, Index.Places _ -> 1;
                case Index.NewAxis _, Index.Ellipsis _ -> 0;
                case Index.Truths truths -> truths.shape().rank();
                case Index.ByTensor tensor -> isMask((Tensor) tensor) ? ((Tensor) tensor).dim() : 1;
                case Index.Slot _ ->
                    throw new IndexException(op + ": ? stands for a tensor in a text: pass the tensor itself");
            };
        }

        private static boolean isMask(Tensor index) {
            return index.dtype() == DType.BOOL || index.dtype() == DType.UINT8;
        }

        private void take(Index item) {
            switch (item) {
                case Index.At at -> select(at.place());
                case Index.Slice slice -> slice(slice);
                case Index.NewAxis _ -> view = view.unsqueeze(dim++);
                case Index.Places places -> add(tensor(places), 1);
                case Index.Truths truths -> mask(tensor(truths));
                case Index.ByTensor tensor -> tensor((Tensor) tensor);
                case Index.Ellipsis _, Index.Slot _ -> throw new IllegalStateException(item.toString());
            }
        }

        private static Tensor tensor(Index.Places places) {
            long[] elements =
                    places.elements().stream().mapToLong(Integer::longValue).toArray();
            return Tensor.of(new Storage.Longs(elements), DType.INT64, places.shape());
        }

        private static Tensor tensor(Index.Truths truths) {
            boolean[] elements = new boolean[truths.elements().size()];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = truths.elements().get(i);
            }
            return Tensor.of(new Storage.Booleans(elements), DType.BOOL, truths.shape());
        }

        private void select(long place) {
            int size = x.size(taken);
            if (place < -size || place >= size) {
                throw new Axes(op, taken, 1, false, true, taken).outOfRange(0, place, size);
            }
            view = view.select(dim, (int) place);
            taken++;
        }

        private void slice(Index.Slice slice) {
            int size = x.size(taken++);
            int length = slice.length(size);
            // A step stays visible in the strides even if it leads to the only place.
            if (length < size || slice.step() > 1) {
                view = view.apply(new ViewOp.Slice(dim, slice.first(size), length, slice.step()));
            }
            dim++;
        }

        private void tensor(Tensor index) {
            if (isMask(index)) {
                mask(Addressing.mask(op, index));
            } else if (index.dtype() != DType.INT64 && index.dtype() != DType.INT32) {
                throw new DTypeException(op + ": an index is " + index.dtype()
                        + " and must be int64, int32 or bool: convert it with to(INT64), or compare it");
            } else if (index.dim() == 0 && selects) {
                select(index.itemLong());
            } else {
                add(index, 1);
            }
        }

        private void add(Tensor index, int dims) {
            entries.add(new Entry(dim, taken, index));
            dim += dims;
            taken += dims;
        }

        private void mask(Tensor mask) {
            if (mask.dim() == 0) {
                // A truth value is an index into a new dim of size 1: at its only place, or at none.
                view = view.unsqueeze(dim);
                entries.add(new Entry(dim++, taken, mask.itemBoolean() ? Tensor.of(0L) : Tensor.of(new long[0])));
                return;
            }
            for (int d = 0; d < mask.dim(); d++) {
                if (mask.size(d) != x.size(taken + d)) {
                    throw new IndexException(op + ": a mask of shape " + mask.shape() + " is for the dims from " + taken
                            + " on of a tensor of shape " + x.shape() + ": the sizes must be equal");
                }
            }
            add(mask, mask.dim());
        }
    }
}
