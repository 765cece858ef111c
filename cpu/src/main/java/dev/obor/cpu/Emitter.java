package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.expr.Fn;
import dev.obor.expr.Kind;
import dev.obor.expr.Program;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// Makes the classes of kernels, a scalar loop or its vector twin, which give the same bits.
///
/// The operator must be a constant inside its loop for HotSpot to compile it well, so every formula gets a
/// class of its own. The system property `obor.kernels.dump` names a folder to which the class files are
/// written, for `javap -c`.
final class Emitter {
    private static final ClassDesc KERNEL = ClassDesc.of(Kernel.class.getName());
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(
            ConstantDescs.CD_void,
            ConstantDescs.CD_Object.arrayType(),
            ConstantDescs.CD_int.arrayType(),
            ConstantDescs.CD_int,
            ConstantDescs.CD_double.arrayType());
    private static final AtomicInteger NUMBER = new AtomicInteger();
    static final int ARRAYS = 1;
    static final int OFFSETS = 2;
    static final int LENGTH = 3;
    private static final int PARAMS = 4;
    private static final int NO_MASK = -1;

    /// Steps of a map whose loop over a row is written twice, with masks and without. HotSpot compiles no method
    /// of more than 8,000 bytes.
    private static final int MOST_STEPS = 150;

    final KernelPlan plan;
    final Program program;
    final DType compute;
    final CodeBuilder code;
    final VectorCode vectors;
    final int[] arrays;
    final int[] offsets;
    private final boolean[] invariant;
    private final boolean[] ofRow;
    private final boolean[] truths;
    final int[] scalars;
    final int[] wide;
    final int index;
    /// The local of the mask of the elements to load and store, if not all are.
    private int loadMask = NO_MASK;

    private Emitter(KernelPlan plan, CodeBuilder code) {
        this.plan = plan;
        this.program = plan.program();
        this.compute = program.compute();
        this.code = code;
        this.vectors = compute == DType.BOOL ? new TruthVectorCode() : new VectorCode(compute, plan.isNarrow());
        int operands = plan.outputs().size() + plan.inputs().size();
        this.arrays = new int[operands];
        this.offsets = new int[operands];
        int steps = program.steps().size();
        this.invariant = new boolean[steps];
        this.ofRow = new boolean[steps];
        this.truths = plan.truths();
        this.scalars = new int[steps];
        this.wide = new int[steps];
        this.index = code.allocateLocal(TypeKind.INT);
    }

    /// Makes the scalar loop of a plan, or its vector twin.
    static Kernel make(KernelPlan plan, boolean vector) {
        String name = "Kernel_" + plan.name() + "_" + plan.program().compute() + (vector ? "_vector" : "_scalar") + "_"
                + NUMBER.getAndIncrement();
        byte[] bytes = ClassFile.of().build(ClassDesc.of(Emitter.class.getPackageName(), name), type -> {
            type.withFlags(AccessFlag.FINAL, AccessFlag.SYNTHETIC).withInterfaceSymbols(KERNEL);
            type.withMethodBody(
                    ConstantDescs.INIT_NAME,
                    ConstantDescs.MTD_void,
                    0,
                    code -> code.aload(0)
                            .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .return_());
            type.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, code -> new Emitter(plan, code).body(vector));
        });
        dump(name, bytes);
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
            return (Kernel) lookup.findConstructor(lookup.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new LinkageError("kernel " + name, e);
        }
    }

    private static void dump(String name, byte[] bytes) {
        String folder = System.getProperty("obor.kernels.dump");
        if (folder != null) {
            try {
                Files.createDirectories(Path.of(folder));
                Files.write(Path.of(folder, name + ".class"), bytes);
            } catch (IOException e) {
                throw new DataException("obor.kernels.dump: kernels cannot be written to " + folder + ": " + e, e);
            }
        }
    }

    private void body(boolean vector) {
        unpackOperands();
        findInvariants();
        scalarInvariants(false);
        code.iconst_0().istore(index);
        if (plan.fold().isPresent()) {
            new FoldEmitter(this, plan.fold().get().function()).body(vector);
        } else if (plan.form() == KernelPlan.Form.ROWS) {
            vectorRows();
        } else {
            if (vector) {
                vectorMap();
            }
            scalarMap();
        }
        code.return_();
    }

    private void unpackOperands() {
        for (int i = 0; i < arrays.length; i++) {
            DType dtype = i < plan.outputs().size()
                    ? plan.outputs().get(i)
                    : plan.inputs().get(i - plan.outputs().size());
            arrays[i] = code.allocateLocal(TypeKind.REFERENCE);
            offsets[i] = code.allocateLocal(TypeKind.INT);
            code.aload(ARRAYS)
                    .loadConstant(i)
                    .aaload()
                    .checkcast(Jvm.array(dtype))
                    .astore(arrays[i]);
            code.aload(OFFSETS).loadConstant(i).iaload().istore(offsets[i]);
        }
    }

    /// Finds what is the same for every element, or for every element of a row.
    private void findInvariants() {
        for (int s = 0; s < scalars.length; s++) {
            Program.Step step = program.steps().get(s);
            invariant[s] = switch (step) {
                case Program.Load load -> plan.isConstant(load.input());
                case Program.Parameter _, Program.Constant _, Program.BitPattern _ -> true;
                case Program.Apply apply -> apply.args().stream().allMatch(arg -> invariant[arg]);
                case Program.Invoke invoke -> invoke.args().stream().allMatch(arg -> invariant[arg]);
                case Program.Guard guard -> invariant[guard.mask()] && invariant[guard.usual()];
            };
            ofRow[s] = plan.form() == KernelPlan.Form.ROWS
                    && switch (step) {
                        case Program.Load _ -> true;
                        case Program.Parameter _, Program.Constant _, Program.BitPattern _ -> false;
                        case Program.Apply apply -> apply.args().stream().anyMatch(arg -> ofRow[arg]);
                        case Program.Invoke invoke -> invoke.args().stream().anyMatch(arg -> ofRow[arg]);
                        case Program.Guard guard -> ofRow[guard.mask()] || ofRow[guard.usual()];
                    };
            scalars[s] = code.allocateLocal(scalarType(step.kind()));
            wide[s] = code.allocateLocal(TypeKind.REFERENCE);
        }
    }

    /// Computes before a loop what is the same throughout it.
    ///
    /// @param row whether that is what changes from row to row, or what never changes
    void scalarInvariants(boolean row) {
        for (int s = 0; s < scalars.length; s++) {
            if (invariant[s] && ofRow[s] == row) {
                scalarStep(s, () -> {});
            }
        }
    }

    TypeKind scalarType(Kind kind) {
        return switch (kind) {
            case NUMBER -> Jvm.stack(compute);
            case BITS -> Jvm.bits(compute);
            case MASK -> TypeKind.INT;
        };
    }

    /// Computes a step into its local.
    ///
    /// @param plusIndex adds the loop's index to the place of an element
    private void scalarStep(int s, Runnable plusIndex) {
        Program.Step step = program.steps().get(s);
        switch (step) {
            case Program.Load load -> {
                int operand = plan.outputs().size() + load.input();
                code.aload(arrays[operand]).iload(offsets[operand]);
                plusIndex.run();
                DType dtype = plan.inputs().get(load.input());
                Jvm.loadElement(code, dtype);
                if (load.kind() == Kind.NUMBER) {
                    Jvm.convert(code, Jvm.stack(dtype), Jvm.stack(compute));
                }
            }
            case Program.Parameter parameter -> {
                code.aload(PARAMS).loadConstant(parameter.index()).daload();
                Jvm.convert(code, TypeKind.DOUBLE, Jvm.stack(compute));
            }
            case Program.Constant constant -> Jvm.constant(code, compute, constant.value());
            case Program.BitPattern bits -> bitPattern(bits.value());
            case Program.Apply apply -> scalarApply(apply);
            case Program.Invoke invoke -> scalarInvoke(code, invoke);
            case Program.Guard guard -> {
                code.iload(scalars[guard.mask()]);
                code.ifThenElse(
                        usual -> usual.loadLocal(Jvm.stack(compute), scalars[guard.usual()]),
                        rare -> scalarInvoke(rare, guard.rare()));
            }
        }
        code.storeLocal(scalarType(step.kind()), scalars[s]);
    }

    private void scalarInvoke(CodeBuilder block, Program.Invoke invoke) {
        TypeKind wide = compute.isFloating() ? TypeKind.DOUBLE : TypeKind.LONG;
        for (int arg : invoke.args()) {
            block.loadLocal(Jvm.stack(compute), scalars[arg]);
            Jvm.convert(block, Jvm.stack(compute), wide);
        }
        ScalarCode.invoke(block, invoke.method(), wide);
        Jvm.convert(block, wide, Jvm.stack(compute));
        Jvm.narrow(block, compute);
    }

    private void bitPattern(long value) {
        if (Jvm.bits(compute) == TypeKind.LONG) {
            code.loadConstant(value);
        } else {
            code.loadConstant((int) value);
        }
    }

    private void scalarApply(Program.Apply apply) {
        if (apply.fn() == Fn.SELECT) {
            code.iload(scalars[apply.args().get(0)]);
            code.ifThenElse(
                    yes -> yes.loadLocal(
                            Jvm.stack(compute), scalars[apply.args().get(1)]),
                    no -> no.loadLocal(Jvm.stack(compute), scalars[apply.args().get(2)]));
            return;
        }
        boolean shift = isShift(apply.fn());
        for (int a = 0; a < apply.args().size(); a++) {
            int arg = apply.args().get(a);
            if (shift && a == 1) {
                code.loadConstant((int) shiftBy(apply));
            } else {
                code.loadLocal(scalarType(program.steps().get(arg).kind()), scalars[arg]);
            }
        }
        if (compute == DType.BOOL
                && ScalarCode.knowsForTruths(apply.fn())
                && apply.args().stream().allMatch(arg -> truths[arg])) {
            ScalarCode.applyToTruths(code, apply.fn());
        } else {
            ScalarCode.apply(code, apply.fn(), compute);
        }
    }

    private static boolean isShift(Fn fn) {
        return fn == Fn.SHIFT_LEFT || fn == Fn.SHIFT_RIGHT || fn == Fn.SHIFT_RIGHT_UNSIGNED;
    }

    private long shiftBy(Program.Apply apply) {
        return program.steps().get(apply.args().get(1)) instanceof Program.BitPattern bits ? bits.value() : 0;
    }

    void scalarSteps(Runnable plusIndex) {
        for (int s = 0; s < scalars.length; s++) {
            if (!invariant[s]) {
                scalarStep(s, plusIndex);
            }
        }
    }

    private void scalarMap() {
        loop(index, () -> code.iload(LENGTH), 1, () -> {
            Runnable plusIndex = () -> code.iload(index).iadd();
            scalarSteps(plusIndex);
            for (int o = 0; o < plan.outputs().size(); o++) {
                int place = program.outputs().get(o);
                TypeKind type = scalarType(program.steps().get(place).kind());
                code.aload(arrays[o]).iload(offsets[o]);
                plusIndex.run();
                code.loadLocal(type, scalars[place]);
                if (truths[place] && plan.outputs().get(o) == DType.BOOL) {
                    code.bastore();
                } else {
                    Jvm.storeElement(code, type, plan.outputs().get(o));
                }
            }
        });
    }

    /// `for (; counter + step − 1 < end; counter += step) body`, for steps of 1; larger steps run while
    /// `counter < end`.
    void loop(int counter, Runnable end, int step, Runnable body) {
        Label top = code.newLabel();
        Label done = code.newLabel();
        code.labelBinding(top).iload(counter);
        end.run();
        code.if_icmpge(done);
        body.run();
        code.iinc(counter, step).goto_(top).labelBinding(done);
    }

    /// Fills vectors with what [#scalarInvariants(boolean)] computed.
    void wideInvariants(boolean row) {
        for (int s = 0; s < wide.length; s++) {
            if (invariant[s]
                    && ofRow[s] == row
                    && !(program.steps().get(s) instanceof Program.BitPattern bits
                            && bits.value() < 64
                            && onlyShifts(s))) {
                vectors.broadcast(code, scalars[s], program.steps().get(s).kind());
                code.astore(wide[s]);
            }
        }
    }

    /// Tells whether a step is used as the distance of shifts only, where it is a constant of the instruction.
    private boolean onlyShifts(int s) {
        for (Program.Step step : program.steps()) {
            if (step instanceof Program.Apply apply) {
                for (int a = 0; a < apply.args().size(); a++) {
                    if (apply.args().get(a) == s && !(a == 1 && isShift(apply.fn()))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    void wideSteps(Runnable plusIndex) {
        for (int s = 0; s < wide.length; s++) {
            if (invariant[s]) {
                continue;
            }
            switch (program.steps().get(s)) {
                case Program.Load load -> {
                    int operand = plan.outputs().size() + load.input();
                    Runnable place = () -> {
                        code.iload(offsets[operand]);
                        plusIndex.run();
                    };
                    if (loadMask == NO_MASK) {
                        vectors.load(
                                code,
                                arrays[operand],
                                place,
                                load.kind(),
                                plan.inputs().get(load.input()));
                    } else {
                        vectors.loadSome(code, arrays[operand], place, loadMask);
                    }
                }
                case Program.Apply apply -> wideApply(apply);
                case Program.Guard guard ->
                    vectors.guard(
                            code,
                            wide[guard.mask()],
                            wide[guard.usual()],
                            guard.rare().method(),
                            guard.rare().args().stream().map(arg -> wide[arg]).toList());
                default -> throw new IllegalStateException("a constant is the same for every element");
            }
            code.astore(wide[s]);
        }
    }

    private void wideApply(Program.Apply apply) {
        if (isShift(apply.fn())) {
            code.aload(wide[apply.args().getFirst()]);
            vectors.shift(code, apply.fn(), shiftBy(apply));
            return;
        }
        for (int a = 0; a < apply.args().size(); a++) {
            code.aload(wide[apply.args().get(a)]);
        }
        vectors.apply(code, apply.fn());
    }

    int width() {
        int bytes = compute == DType.BOOL ? 1 : Math.max(VectorCode.LEAST_BYTES, compute.bytes());
        return (plan.isNarrow() ? Vectors.NARROW_BITS : Vectors.bits()) / (8 * bytes);
    }

    /// Whole vectors; the scalar loop that follows takes the rest from the index on.
    private void vectorMap() {
        wideInvariants(false);
        int bound = code.allocateLocal(TypeKind.INT);
        code.iload(LENGTH).loadConstant(-width()).iand().istore(bound);
        loop(index, () -> code.iload(bound), width(), () -> {
            Runnable plusIndex = () -> code.iload(index).iadd();
            wideSteps(plusIndex);
            wideStores(plusIndex);
        });
    }

    void wideStores(Runnable plusIndex) {
        for (int o = 0; o < plan.outputs().size(); o++) {
            int operand = o;
            int place = program.outputs().get(o);
            Runnable at = () -> {
                code.iload(offsets[operand]);
                plusIndex.run();
            };
            code.aload(wide[place]);
            if (loadMask == NO_MASK) {
                vectors.store(
                        code,
                        arrays[o],
                        at,
                        program.steps().get(place).kind(),
                        plan.outputs().get(o));
            } else {
                vectors.storeSome(code, arrays[o], at, loadMask);
            }
        }
    }

    /// Appends steps that load and store only what a mask chooses.
    void masked(int mask, Runnable steps) {
        loadMask = mask;
        steps.run();
        loadMask = NO_MASK;
    }

    /// Runs the body for each row, whose operands' places are the offsets. What lies still throughout a row is
    /// computed anew for each.
    ///
    /// @param first the first operand that moves from row to row
    /// @param rows the place among the offsets of the number of rows, after which are the operands' steps
    void forEachRow(int first, int rows, Runnable body) {
        int count = offset(rows);
        int[] steps = new int[offsets.length];
        for (int i = first; i < steps.length; i++) {
            steps[i] = offset(rows + 1 + i - first);
        }
        int row = code.allocateLocal(TypeKind.INT);
        code.iconst_0().istore(row);
        loop(row, () -> code.iload(count), 1, () -> {
            scalarInvariants(true);
            wideInvariants(true);
            code.iconst_0().istore(index);
            body.run();
            for (int i = first; i < steps.length; i++) {
                code.iload(offsets[i]).iload(steps[i]).iadd().istore(offsets[i]);
            }
        });
    }

    /// Returns a local that holds what stands at a place among the offsets.
    int offset(int place) {
        int local = code.allocateLocal(TypeKind.INT);
        code.aload(OFFSETS).loadConstant(place).iaload().istore(local);
        return local;
    }

    /// The vector twin of [RowMap].
    private void vectorRows() {
        wideInvariants(false);
        int bound = code.allocateLocal(TypeKind.INT);
        int rest = code.allocateLocal(TypeKind.INT);
        int mask = code.allocateLocal(TypeKind.REFERENCE);
        boolean twice = program.steps().size() <= MOST_STEPS;
        code.iload(LENGTH).loadConstant(-width()).iand().istore(bound);
        code.iload(LENGTH).iload(bound).isub().istore(rest);
        vectors.maskUpTo(code, 0, rest);
        code.astore(mask);
        Runnable plusIndex = () -> code.iload(index).iadd();
        Runnable steps = () -> {
            wideSteps(plusIndex);
            wideStores(plusIndex);
        };
        forEachRow(0, offsets.length, () -> {
            if (twice) {
                loop(index, () -> code.iload(bound), width(), steps);
                Label done = code.newLabel();
                code.iload(rest).ifeq(done);
                masked(mask, steps);
                code.labelBinding(done);
            } else {
                loop(index, () -> code.iload(LENGTH), width(), () -> {
                    code.iload(LENGTH).iload(index).isub().istore(rest);
                    vectors.maskUpTo(code, 0, rest);
                    code.astore(mask);
                    masked(mask, steps);
                });
            }
        });
    }
}
