package dev.obor.einops;

import dev.obor.Obor;
import dev.obor.error.OborException;
import dev.obor.error.PatternException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A pattern such as `i j * k`: names, and one star.
///
/// @param names before and after the star, the star among them
/// @param spans where each of them stands
/// @param star the place of the star among them
record Packing(Text text, List<String> names, List<Span> spans, int star) {
    private static final Cache<Text, Packing> PARSED = new Cache<>(1024);

    /// Returns the packing of a pattern.
    ///
    /// @throws PatternException pointing at what is not well-formed
    static Packing parse(String op, String pattern) {
        try {
            return PARSED.get(new Text(op, pattern), Packing::read);
        } catch (PatternException e) {
            throw Text.inContext(e, "pattern \"" + pattern + "\"");
        }
    }

    private static Packing read(Text text) {
        String pattern = text.pattern();
        List<String> names = new ArrayList<>();
        List<Span> spans = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int at = 0;
        while (at < pattern.length()) {
            int end = pattern.indexOf(' ', at) < 0 ? pattern.length() : pattern.indexOf(' ', at);
            if (end > at) {
                String name = pattern.substring(at, end);
                Span span = new Span(at, end);
                String problem = name.equals("*") ? "" : Names.problem(name);
                if (!problem.isEmpty()) {
                    throw text.error("'" + name + "' is no axis name: " + problem, span);
                }
                if (!seen.add(name)) {
                    throw text.error(
                            "'" + name + "' stands twice: "
                                    + (name.equals("*") ? "there is one star" : "give the two different names"),
                            span);
                }
                names.add(name);
                spans.add(span);
            }
            at = end + 1;
        }
        if (!seen.contains("*")) {
            throw text.error("there is no '*': let it stand for the axes that differ", text.all());
        }
        return new Packing(text, List.copyOf(names), List.copyOf(spans), names.indexOf("*"));
    }

    private int after() {
        return names.size() - star - 1;
    }

    /// Joins tensors.
    Packed pack(List<Tensor> tensors) {
        try {
            return joined(tensors);
        } catch (OborException e) {
            throw Text.inContext(
                    e,
                    "pattern \"" + text.pattern() + "\", shapes "
                            + tensors.stream().map(Tensor::shape).toList());
        }
    }

    private Packed joined(List<Tensor> tensors) {
        if (tensors.isEmpty()) {
            throw new PatternException("pack: there are no tensors: pass at least one");
        }
        List<Shape> shapes = new ArrayList<>();
        List<Tensor> flat = new ArrayList<>();
        for (int i = 0; i < tensors.size(); i++) {
            Tensor tensor = tensors.get(i);
            checkFits(tensors.getFirst().shape(), tensor.shape(), i);
            int[] sizes = tensor.shape().toArray();
            shapes.add(Shape.of(Arrays.copyOfRange(sizes, star, sizes.length - after())));
            flat.add(tensor.reshape(
                    around(sizes, sizes.length - after(), shapes.getLast().numel())));
        }
        return new Packed(Obor.cat(flat, star), shapes);
    }

    /// Returns sizes with those from the star up to `end` replaced by others.
    private Shape around(int[] sizes, int end, int... middle) {
        int[] result = new int[star + middle.length + sizes.length - end];
        System.arraycopy(sizes, 0, result, 0, star);
        System.arraycopy(middle, 0, result, star, middle.length);
        System.arraycopy(sizes, end, result, star + middle.length, sizes.length - end);
        return Shape.of(result);
    }

    private void checkFits(Shape first, Shape shape, int tensor) {
        if (shape.rank() < names.size() - 1) {
            throw text.error(
                    "tensor " + tensor + " has shape " + shape + ", and the pattern names " + (names.size() - 1)
                            + " axes beside '*': add dims, or name fewer",
                    text.all());
        }
        for (int n = 0; n < names.size(); n++) {
            int dim = n < star ? n : n - names.size();
            if (n != star && shape.size(dim) != first.size(dim)) {
                throw text.error(
                        "axis '" + names.get(n) + "' is " + first.size(dim) + " in tensor 0 and " + shape.size(dim)
                                + " in tensor " + tensor + ": the tensors must agree outside of '*'",
                        spans.get(n));
            }
        }
    }

    /// Parts a tensor.
    List<Tensor> unpack(Tensor x, int[][] shapes) {
        try {
            return parts(x, shapes);
        } catch (PatternException e) {
            throw Text.inContext(
                    e,
                    "pattern \"" + text.pattern() + "\", shape " + x.shape() + ", packed shapes "
                            + Arrays.deepToString(shapes));
        }
    }

    private List<Tensor> parts(Tensor x, int[][] shapes) {
        if (x.dim() != names.size()) {
            throw text.error(
                    "the pattern has " + names.size() + " axes, the tensor " + x.dim() + " dims: "
                            + "name each dim, with '*' for the packed one",
                    text.all());
        }
        int[][] found = resolve(x.size(star), shapes);
        List<Tensor> parts = new ArrayList<>();
        int start = 0;
        for (int[] shape : found) {
            int length = Shape.of(shape).numel();
            Tensor part = x.narrow(star, start, length);
            parts.add(part.reshape(around(x.shape().toArray(), star + 1, shape)));
            start += length;
        }
        return parts;
    }

    /// Returns the shapes without -1.
    private int[][] resolve(int size, int[][] shapes) {
        int[][] found = new int[shapes.length][];
        long total = 0;
        int at = -1;
        int dim = -1;
        long unit = 1;
        for (int i = 0; i < shapes.length; i++) {
            found[i] = shapes[i].clone();
            long length = 1;
            boolean open = false;
            for (int d = 0; d < found[i].length; d++) {
                if (found[i][d] < -1 || found[i][d] == -1 && at >= 0) {
                    throw text.error(
                            "packed shape " + Arrays.toString(shapes[i]) + " has "
                                    + (found[i][d] < -1 ? "a negative size" : "a second -1")
                                    + ": one size in all may be -1",
                            spans.get(star));
                }
                if (found[i][d] == -1) {
                    at = i;
                    dim = d;
                    open = true;
                } else {
                    length = Math.min(length * found[i][d], Integer.MAX_VALUE + 1L);
                }
            }
            unit = open ? length : unit;
            total += open ? 0 : length;
        }
        if (at < 0 ? total != size : total > size || unit == 0 || (size - total) % unit != 0) {
            throw text.error(
                    "the packed shapes take " + total + (at < 0 ? "" : " and a multiple of " + unit)
                            + " elements of '*', which has " + size + ": they must fill it",
                    spans.get(star));
        }
        if (at >= 0) {
            found[at][dim] = (int) ((size - total) / unit);
        }
        return found;
    }
}
