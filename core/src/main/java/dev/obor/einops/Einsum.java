package dev.obor.einops;

import dev.obor.dtype.DType;
import dev.obor.error.DTypeException;
import dev.obor.error.OborException;
import dev.obor.error.PatternException;
import dev.obor.layout.Layout;
import dev.obor.tensor.Reduce;
import dev.obor.tensor.Reducer;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Carries out contractions, and remembers how.
final class Einsum {
    private static final Cache<Key, Einsum> PLANS = new Cache<>(1024);

    private record Key(String pattern, List<Integer> ranks) {
        static Key of(String pattern, Tensor... operands) {
            Integer[] ranks = new Integer[operands.length];
            for (int i = 0; i < ranks.length; i++) {
                ranks[i] = operands[i].dim();
            }
            return new Key(pattern, List.of(ranks));
        }

        Einsum plan() {
            return new Einsum(new Subscripts(
                    pattern, ranks.stream().mapToInt(Integer::intValue).toArray()));
        }
    }

    private record Found(Layout[] layouts, List<Instruction> instructions) {
        boolean fits(Tensor... operands) {
            boolean fits = layouts.length == operands.length;
            for (int i = 0; fits && i < operands.length; i++) {
                Layout layout = operands[i].layout();
                fits = layout.shape().equals(layouts[i].shape());
                for (int d = 0; fits && d < layout.shape().rank(); d++) {
                    fits = layout.stride(d) == layouts[i].stride(d);
                }
            }
            return fits;
        }
    }

    private final Subscripts subscripts;

    /// The instructions for sizes and strides, and those asked for last, which loops mostly ask for again.
    private final Cache<List<Integer>, Found> all = new Cache<>(64);

    private volatile Found last = new Found(new Layout[0], List.of());

    private Einsum(Subscripts subscripts) {
        this.subscripts = subscripts;
    }

    /// Returns the result of a pattern on operands.
    static Tensor run(String pattern, Tensor... operands) {
        if (operands.length == 0) {
            throw new PatternException(
                    "einsum: there are no tensors: pass at least one\n  in pattern \"" + pattern + "\"");
        }
        try {
            checkTypes(operands);
            return PLANS.get(Key.of(pattern, operands), Key::plan).run(operands);
        } catch (OborException e) {
            String shapes = String.join(
                    ", ", Arrays.stream(operands).map(x -> x.shape().toString()).toList());
            throw Text.inContext(e, "pattern \"" + pattern + "\", shapes " + shapes);
        }
    }

    private static void checkTypes(Tensor... operands) {
        for (int i = 1; i < operands.length; i++) {
            if (operands[i].dtype() != operands[0].dtype()) {
                throw new DTypeException("einsum: operand 0 is " + operands[0].dtype() + " and operand " + i + " "
                        + operands[i].dtype() + ": convert one, as in b.to(a.dtype())");
            }
        }
    }

    private Tensor run(Tensor... operands) {
        Found found = last;
        if (!found.fits(operands)) {
            Layout[] layouts = Arrays.stream(operands).map(Tensor::layout).toArray(Layout[]::new);
            found = all.get(key(layouts), _ -> new Found(layouts, Contraction.plan(subscripts, layouts)));
            last = found;
        }
        Tensor[] tensors = Arrays.copyOf(operands, 2 * operands.length - 1);
        boolean single = operands.length == 1;
        for (Instruction instruction : found.instructions) {
            step(instruction, tensors, single);
        }
        return tensors[tensors.length - 1];
    }

    private static List<Integer> key(Layout... layouts) {
        return Arrays.stream(layouts)
                .flatMapToInt(x -> IntStream.concat(Arrays.stream(x.shape().toArray()), Arrays.stream(x.strides())))
                .boxed()
                .toList();
    }

    private static void step(Instruction instruction, Tensor[] tensors, boolean single) {
        switch (instruction) {
            case Instruction.Diagonal(int x, int first, int second) ->
                tensors[x] = tensors[x].diagonal(0, first, second);
            case Instruction.Reshape(int x, var shape) -> tensors[x] = tensors[x].reshape(shape);
            case Instruction.Permute(int x, int[] order) -> tensors[x] = tensors[x].permute(order);
            case Instruction.Sum(int x, int[] dims) -> {
                DType dtype = tensors[x].dtype();
                Tensor sum = tensors[x].sum(dims);
                tensors[x] = single ? sum : sum.to(dtype);
            }
            case Instruction.Multiply(int a, int b, int product) -> tensors[product] = tensors[a].mul(tensors[b]);
            case Instruction.SumProducts(int a, int b, int[] dims, int product) ->
                tensors[product] = tensors[a]
                        .apply(new Reduce(Reducer.SUM_PRODUCTS, dims, false), tensors[b])
                        .to(tensors[a].dtype());
            case Instruction.MatMul(int a, int b, int product) -> tensors[product] = tensors[a].matmul(tensors[b]);
        }
    }
}
