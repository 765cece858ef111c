package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.expr.Fn;
import dev.obor.expr.Kind;
import dev.obor.expr.Program;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// The loops of folds around the steps of an [Emitter].
final class FoldEmitter {
    private static final MethodTypeDesc OF_TWO_INTS =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int);

    private final Emitter element;
    private final Fn fold;
    private final CodeBuilder code;
    private final VectorCode vectors;
    private final DType compute;
    private final int inputs;
    private final int lanes;
    private final int width;
    private int results;
    private int result;
    private final int[] steps;

    FoldEmitter(Emitter element, Fn fold) {
        this.element = element;
        this.fold = fold;
        this.code = element.code;
        this.vectors = element.vectors;
        this.compute = element.compute;
        this.inputs = element.plan.inputs().size();
        this.lanes = KernelPlan.lanes(compute);
        this.width = element.width();
        this.steps = new int[inputs];
    }

    /// Appends the scalar loops, or their vector twins.
    void body(boolean vector) {
        switch (element.plan.form()) {
            case RUN -> {
                if (vector) {
                    element.wideInvariants(false);
                    int[] sums = loadLanes(0);
                    foldWhole(sums);
                    storeLanes(sums);
                }
                scalarFold();
            }
            case ROWS -> vectorRows();
            case COLUMNS -> columns(vector);
        }
    }

    /// Blocks of as many elements as there are lanes, the last one shorter; the inner loop's index is the lane.
    private void scalarFold() {
        int lane = code.allocateLocal(TypeKind.INT);
        int count = code.allocateLocal(TypeKind.INT);
        element.loop(element.index, () -> code.iload(Emitter.LENGTH), lanes, () -> {
            code.loadConstant(lanes).iload(Emitter.LENGTH).iload(element.index).isub();
            min().istore(count).iconst_0().istore(lane);
            element.loop(lane, () -> code.iload(count), 1, () -> {
                element.scalarSteps(
                        () -> code.iload(element.index).iadd().iload(lane).iadd());
                code.aload(element.arrays[0])
                        .iload(element.offsets[0])
                        .iload(lane)
                        .iadd()
                        .dup2();
                Jvm.loadElement(code, compute);
                int place = element.program.outputs().getFirst();
                Kind kind = element.program.steps().get(place).kind();
                code.loadLocal(element.scalarType(kind), element.scalars[place]);
                ScalarCode.apply(code, fold, compute);
                Jvm.storeElement(code, Jvm.stack(compute), compute);
            });
        });
    }

    /// The lanes lie in as many vectors as it takes, which stay in registers throughout.
    private int[] loadLanes(int from) {
        int[] sums = new int[lanes / width];
        for (int v = 0; v < sums.length; v++) {
            sums[v] = code.allocateLocal(TypeKind.REFERENCE);
        }
        loadLanes(sums, from);
        return sums;
    }

    private void loadLanes(int[] sums, int from) {
        for (int v = 0; v < sums.length; v++) {
            int start = from + v * width;
            vectors.load(
                    code,
                    element.arrays[0],
                    () -> code.iload(element.offsets[0]).loadConstant(start).iadd(),
                    Kind.NUMBER,
                    compute);
            code.astore(sums[v]);
        }
    }

    private void storeLanes(int[] sums) {
        for (int v = 0; v < sums.length; v++) {
            int start = v * width;
            vectors.carried(code, sums[v]);
            vectors.store(
                    code,
                    element.arrays[0],
                    () -> code.iload(element.offsets[0]).loadConstant(start).iadd(),
                    Kind.NUMBER,
                    compute);
        }
    }

    /// Folds elements from the index on, as many as fill all lanes alike.
    private void foldWhole(int[] sums) {
        int bound = code.allocateLocal(TypeKind.INT);
        code.iload(Emitter.LENGTH).loadConstant(-lanes).iand().istore(bound);
        element.loop(element.index, () -> code.iload(bound), lanes, () -> {
            for (int v = 0; v < sums.length; v++) {
                int start = v * width;
                element.wideSteps(() ->
                        code.iload(element.index).iadd().loadConstant(start).iadd());
                vectors.carried(code, sums[v]);
                code.aload(element.wide[element.program.outputs().getFirst()]);
                vectors.apply(code, fold);
                code.astore(sums[v]);
            }
        });
    }

    /// The kernel of [RowSums].
    private void vectorRows() {
        element.wideInvariants(false);
        unpackResults();
        int[] identities = loadLanes(lanes);
        int[] masks = masksOfRest();
        int[] sums = new int[identities.length];
        for (int v = 0; v < sums.length; v++) {
            sums[v] = code.allocateLocal(TypeKind.REFERENCE);
        }
        element.forEachRow(1, inputs + 2, () -> {
            for (int v = 0; v < sums.length; v++) {
                vectors.carried(code, identities[v]);
                code.astore(sums[v]);
            }
            foldWhole(sums);
            Label whole = code.newLabel();
            code.iload(element.index).iload(Emitter.LENGTH).if_icmpge(whole);
            if (masks.length > 0) {
                foldRest(sums, masks);
            } else {
                storeLanes(sums);
                scalarFold();
                loadLanes(sums, 0);
            }
            // Written once: HotSpot's first compiler gives methods up that are too long for it.
            code.labelBinding(whole);
            join(sums);
            code.iinc(result, 1);
        });
    }

    /// The masks of the lanes that the elements after the last whole set of lanes go to; none if truth values
    /// are loaded, of which the Vector API loads all or none.
    private int[] masksOfRest() {
        for (Program.Step step : element.program.steps()) {
            if (step instanceof Program.Load load && load.kind() == Kind.MASK) {
                return new int[0];
            }
        }
        int rest = code.allocateLocal(TypeKind.INT);
        code.iload(Emitter.LENGTH).loadConstant(lanes - 1).iand().istore(rest);
        int[] masks = new int[lanes / width];
        for (int v = 0; v < masks.length; v++) {
            masks[v] = code.allocateLocal(TypeKind.REFERENCE);
            vectors.maskUpTo(code, v * width, rest);
            code.astore(masks[v]);
        }
        return masks;
    }

    /// Folds the elements from the index on, fewer than there are lanes.
    private void foldRest(int[] sums, int[] masks) {
        for (int v = 0; v < sums.length; v++) {
            int start = v * width;
            element.masked(
                    masks[v],
                    () -> element.wideSteps(() ->
                            code.iload(element.index).iadd().loadConstant(start).iadd()));
            vectors.carried(code, sums[v]);
            vectors.carried(code, sums[v]);
            code.aload(element.wide[element.program.outputs().getFirst()]);
            vectors.apply(code, fold);
            vectors.blend(code, masks[v]);
            code.astore(sums[v]);
        }
    }

    /// Combines lanes in halves, those of vectors first, and stores the first. Lanes without elements hold the
    /// identity, which changes nothing.
    private void join(int[] sums) {
        for (int half = sums.length / 2; half > 0; half /= 2) {
            for (int v = 0; v < half; v++) {
                vectors.carried(code, sums[v]);
                vectors.carried(code, sums[v + half]);
                vectors.apply(code, fold);
                code.astore(sums[v]);
            }
        }
        for (int half = width / 2; half > 0; half /= 2) {
            vectors.carried(code, sums[0]);
            vectors.carried(code, sums[0]);
            vectors.upperHalf(code, half);
            vectors.apply(code, fold);
            code.astore(sums[0]);
        }
        code.aload(results).iload(result);
        vectors.carried(code, sums[0]);
        vectors.firstLane(code);
        Jvm.storeElement(code, Jvm.stack(compute), compute);
    }

    private void unpackResults() {
        results = code.allocateLocal(TypeKind.REFERENCE);
        code.aload(Emitter.ARRAYS)
                .loadConstant(inputs + 1)
                .aaload()
                .checkcast(Jvm.array(compute))
                .astore(results);
        result = element.offset(inputs + 1);
    }

    /// The kernel of [ColumnSums]: a vector of columns after the other, or one column. Lanes l, l + 1/2, l + 1/4
    /// and l + 3/4 of all are folded side by side and joined at once, as they would be later, so that only a
    /// quarter of the lanes goes through memory. Lanes without elements hold the identity, which changes nothing.
    private void columns(boolean vector) {
        if (vector) {
            element.wideInvariants(false);
        }
        int together = vector ? width : 1;
        int quarter = lanes / 4;
        unpackResults();
        int rows = element.offset(inputs + 2);
        for (int i = 0; i < inputs; i++) {
            steps[i] = element.offset(inputs + 3 + i);
        }
        int identity = load(vector, lanes * together);
        int[] bases = new int[inputs];
        for (int i = 0; i < inputs; i++) {
            bases[i] = code.allocateLocal(TypeKind.INT);
            code.iload(element.offsets[i + 1]).istore(bases[i]);
        }
        int column = code.allocateLocal(TypeKind.INT);
        int lane = code.allocateLocal(TypeKind.INT);
        code.iconst_0().istore(column);
        element.loop(column, () -> code.iload(Emitter.LENGTH), together, () -> {
            // The last vector overlaps the one before it.
            code.iload(column).iload(Emitter.LENGTH).loadConstant(together).isub();
            min().istore(column).iconst_0().istore(lane);
            element.loop(lane, () -> code.loadConstant(quarter), 1, () -> {
                fourLanes(vector, rows, lane, column, bases, identity);
                int sum = keep(vector);
                store(
                        vector,
                        element.arrays[0],
                        () -> code.iload(lane)
                                .loadConstant(together)
                                .imul()
                                .iload(element.offsets[0])
                                .iadd(),
                        sum);
            });
            int[] sums = new int[quarter];
            for (int l = 0; l < quarter; l++) {
                sums[l] = load(vector, l * together);
            }
            for (int half = quarter / 2; half > 0; half /= 2) {
                for (int l = 0; l < half; l++) {
                    combine(vector, sums[l], sums[l + half]);
                    sums[l] = keep(vector);
                }
            }
            store(vector, results, () -> code.iload(result).iload(column).iadd(), sums[0]);
        });
    }

    /// Pushes what a quarter of the lanes comes to.
    private void fourLanes(boolean vector, int rows, int lane, int column, int[] bases, int identity) {
        int[] distances = {0, lanes / 2, lanes / 4, lanes / 4 * 3};
        int[] sums = new int[distances.length];
        for (int j = 0; j < sums.length; j++) {
            push(vector, identity);
            sums[j] = keep(vector);
        }
        int row = code.allocateLocal(TypeKind.INT);
        int bound = code.allocateLocal(TypeKind.INT);
        code.iload(lane).istore(row);
        code.iload(rows).loadConstant(lanes - 1).isub().iload(lane).iadd().istore(bound);
        element.loop(row, () -> code.iload(bound), lanes, () -> {
            for (int j = 0; j < sums.length; j++) {
                addRow(vector, row, distances[j], column, bases, sums[j]);
            }
        });
        for (int j = 0; j < sums.length; j++) {
            Label none = code.newLabel();
            code.iload(row).loadConstant(distances[j]).iadd().iload(rows).if_icmpge(none);
            addRow(vector, row, distances[j], column, bases, sums[j]);
            code.labelBinding(none);
        }
        combine(vector, sums[0], sums[1]);
        int upper = keep(vector);
        combine(vector, sums[2], sums[3]);
        int lower = keep(vector);
        combine(vector, upper, lower);
    }

    /// Folds the elements of a row and columns into a lane.
    private void addRow(boolean vector, int row, int distance, int column, int[] bases, int sum) {
        for (int i = 0; i < inputs; i++) {
            code.iload(row).loadConstant(distance).iadd().iload(steps[i]).imul();
            code.iload(bases[i]).iadd().iload(column).iadd().istore(element.offsets[i + 1]);
        }
        int output = element.program.outputs().getFirst();
        if (vector) {
            element.wideSteps(() -> {});
        } else {
            element.scalarSteps(() -> {});
        }
        combine(vector, sum, vector ? element.wide[output] : element.scalars[output]);
        code.storeLocal(type(vector), sum);
    }

    /// Pushes the combination of two locals.
    private void combine(boolean vector, int a, int b) {
        push(vector, a);
        push(vector, b);
        if (vector) {
            vectors.apply(code, fold);
        } else {
            ScalarCode.apply(code, fold, compute);
        }
    }

    private void push(boolean vector, int local) {
        if (vector) {
            vectors.carried(code, local);
        } else {
            code.loadLocal(type(false), local);
        }
    }

    /// Moves the value on the stack to a new local.
    private int keep(boolean vector) {
        int local = code.allocateLocal(type(vector));
        code.storeLocal(type(vector), local);
        return local;
    }

    private TypeKind type(boolean vector) {
        return vector ? TypeKind.REFERENCE : Jvm.stack(compute);
    }

    private CodeBuilder min() {
        return code.invokestatic(Jvm.MATH, "min", OF_TWO_INTS);
    }

    /// Loads numbers from the room of the lanes into a local.
    private int load(boolean vector, int place) {
        if (vector) {
            vectors.load(
                    code,
                    element.arrays[0],
                    () -> code.iload(element.offsets[0]).loadConstant(place).iadd(),
                    Kind.NUMBER,
                    compute);
        } else {
            code.aload(element.arrays[0])
                    .iload(element.offsets[0])
                    .loadConstant(place)
                    .iadd();
            Jvm.loadElement(code, compute);
        }
        return keep(vector);
    }

    private void store(boolean vector, int array, Runnable index, int value) {
        if (vector) {
            vectors.carried(code, value);
            vectors.store(code, array, index, Kind.NUMBER, compute);
        } else {
            code.aload(array);
            index.run();
            code.loadLocal(type(false), value);
            Jvm.storeElement(code, type(false), compute);
        }
    }
}
