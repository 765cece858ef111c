package dev.obor.tensor;

import dev.obor.dtype.DType;
import dev.obor.dtype.Promotion;
import dev.obor.layout.Layout;
import dev.obor.layout.Shape;
import dev.obor.storage.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The text of a tensor, character for character that of PyTorch 1.13's `repr`.
///
/// Only elements that are shown are read, so a summary of a huge tensor costs no more than that of a small one.
final class Printing {
    private static final String PREFIX = "tensor(";

    private final Layout layout;
    private final int rank;
    private final PrintOptions options;
    private final boolean summarised;
    private final ElementFormat format;
    private final StringBuilder out = new StringBuilder(PREFIX);

    private Printing(View view, PrintOptions options) {
        this.layout = view.layout();
        this.rank = layout.shape().rank();
        this.options = options;
        this.summarised = layout.shape().numel() > options.threshold();
        this.format = ElementFormat.of(view, shownPlaces(), options);
    }

    /// Returns the text of a tensor, as in `tensor([1., 2.], dtype=torch.float64, requires_grad=True)`.
    ///
    /// @param gradFn the name of the node that the tensor came from, such as `AddBackward0`; it is written in
    ///     place of `requires_grad=True`
    static String repr(View view, boolean requiresGrad, Optional<String> gradFn, PrintOptions options) {
        Printing printing = new Printing(view, options);
        if (view.shape().numel() == 0) {
            printing.out.append("[]");
        } else {
            printing.write(0, view.layout().offset());
        }
        printing.append(suffixes(view.shape(), view.dtype(), requiresGrad, gradFn));
        return printing.out.toString();
    }

    /// Returns what the brackets leave open: the shape of an empty tensor unless it is `[0]`, a dtype that
    /// the written elements, or their absence, would not give back, and the part the tensor plays in
    /// autograd.
    private static List<String> suffixes(Shape shape, DType dtype, boolean requiresGrad, Optional<String> gradFn) {
        List<String> suffixes = new ArrayList<>();
        boolean empty = shape.numel() == 0;
        if (empty && shape.rank() != 1) {
            suffixes.add(Arrays.stream(shape.toArray())
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(", ", "size=(", ")")));
        }
        boolean implied = dtype == Promotion.defaultDtype() || !empty && (dtype == DType.INT64 || dtype == DType.BOOL);
        if (!implied) {
            suffixes.add("dtype=torch." + dtype);
        }
        if (gradFn.isPresent()) {
            suffixes.add("grad_fn=<" + gradFn.get() + ">");
        } else if (requiresGrad) {
            suffixes.add("requires_grad=True");
        }
        return suffixes;
    }

    private boolean isCut(int dim) {
        return summarised && layout.shape().size(dim) > 2L * options.edgeItems();
    }

    private int shownCount(int dim) {
        return isCut(dim) ? 2 * options.edgeItems() : layout.shape().size(dim);
    }

    /// Returns the place of the n-th shown item of a dim, from the place of its first.
    private int shownPlace(int dim, int first, int n) {
        int skipped = n < options.edgeItems() ? 0 : layout.shape().size(dim) - shownCount(dim);
        return first + (n + skipped) * layout.stride(dim);
    }

    private int[] shownPlaces() {
        if (layout.shape().numel() == 0) {
            return new int[0];
        }
        int[] places = {layout.offset()};
        for (int dim = 0; dim < rank; dim++) {
            int[] outer = places;
            int count = shownCount(dim);
            places = new int[outer.length * count];
            for (int i = 0; i < places.length; i++) {
                places[i] = shownPlace(dim, outer[i / count], i % count);
            }
        }
        return places;
    }

    /// Writes the elements from `dim` on, the first of which lies at `first`.
    private void write(int dim, int first) {
        if (rank == 0) {
            out.append(format.text(first));
        } else if (dim == rank - 1) {
            writeVector(first);
        } else {
            String separator = "," + "\n".repeat(rank - 1 - dim) + " ".repeat(indent(dim));
            out.append('[');
            for (int n = 0; n < shownCount(dim); n++) {
                out.append(n == 0 ? "" : separator);
                if (isCut(dim) && n == options.edgeItems()) {
                    out.append("...").append(separator);
                }
                write(dim + 1, shownPlace(dim, first, n));
            }
            out.append(']');
        }
    }

    /// Returns the column after the bracket that `dim` opens.
    private static int indent(int dim) {
        return PREFIX.length() + dim + 1;
    }

    private void writeVector(int first) {
        int dim = rank - 1;
        List<String> items = new ArrayList<>();
        for (int n = 0; n < shownCount(dim); n++) {
            if (isCut(dim) && n == options.edgeItems()) {
                items.add(" ...");
            }
            items.add(format.text(shownPlace(dim, first, n)));
        }
        // An item counts with a comma and a space, closing brackets do not: the last line may be over the width.
        int perLine = Math.max(1, (options.lineWidth() - indent(dim) + 1) / (format.width() + 2));
        String lineBreak = ",\n" + " ".repeat(indent(dim));
        out.append('[');
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                out.append(i % perLine == 0 ? lineBreak : ", ");
            }
            out.append(items.get(i));
        }
        out.append(']');
    }

    /// Writes the suffixes, each on a new line where it would not fit, and the closing parenthesis.
    private void append(List<String> suffixes) {
        int column = out.length() - out.lastIndexOf("\n") + 1;
        for (String suffix : suffixes) {
            if (column + suffix.length() + 2 > options.lineWidth()) {
                out.append(",\n").append(" ".repeat(PREFIX.length()));
                column = PREFIX.length() + suffix.length();
            } else {
                out.append(", ");
                column += suffix.length() + 2;
            }
            out.append(suffix);
        }
        out.append(')');
    }
}
