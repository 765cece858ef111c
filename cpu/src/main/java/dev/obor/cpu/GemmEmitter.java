package dev.obor.cpu;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Consumer;

/// Writes the vector form of a [GemmTile]: a loop over k that keeps the tile of C in registers.
///
/// For 2 rows and 2 vectors along the rows of A the class reads, in Java,
///
/// ```java
/// public void run(int k, Object a, …) {
///     float[] as = (float[]) a, bs = (float[]) b, starts = (float[]) start, cs = (float[]) c;
///     FloatVector c00 = fromArray(SPECIES_PREFERRED, starts, startOffset), c01 = …, c10 = …, c11 = …;
///     int a0 = aOffset, a1 = a0 + aStep;
///     for (int p = 0; p < k; p++) {
///         FloatVector b0 = fromArray(SPECIES_PREFERRED, bs, bOffset), b1 = fromArray(…, bOffset + 16);
///         FloatVector x = broadcast(SPECIES_PREFERRED, as[a0 + p]);
///         c00 = x.fma(b0, c00); c01 = x.fma(b1, c01);
///         x = broadcast(SPECIES_PREFERRED, as[a1 + p]);
///         c10 = x.fma(b0, c10); c11 = x.fma(b1, c11);
///         bOffset += bRow;
///     }
///     c00.intoArray(cs, cOffset); …
/// }
/// ```
///
/// which has to be written out for each shape, because HotSpot keeps vectors in registers only if they are
/// locals. Its optimizing compiler moves the bounds checks of `as` out of the loop; those of `bs` fold into
/// two.
final class GemmEmitter {
    private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    private static final MethodTypeDesc RUN = MethodTypeDesc.of(
            CD_void, CD_int, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_int, CD_Object,
            CD_int, CD_int);

    // The parameters' slots.
    private static final int K = 1;
    private static final int A = 2;
    private static final int A_OFFSET = 3;
    private static final int A_STEP = 4;
    private static final int B = 5;
    private static final int B_OFFSET = 6;
    private static final int B_ROW = 7;
    private static final int START = 8;
    private static final int START_OFFSET = 9;
    private static final int START_ROW = 10;
    private static final int C = 11;
    private static final int C_OFFSET = 12;
    private static final int C_ROW = 13;

    private final TypeKind kind;
    private final ClassDesc element;
    private final ClassDesc array;
    private final ClassDesc vector;
    private final int lanes;
    private final GemmTile.Shape shape;
    private final CodeBuilder code;

    private GemmEmitter(boolean isDouble, int lanes, GemmTile.Shape shape, CodeBuilder code) {
        this.kind = isDouble ? TypeKind.DOUBLE : TypeKind.FLOAT;
        this.element = isDouble ? CD_double : CD_float;
        this.array = element.arrayType();
        this.vector = ClassDesc.of("jdk.incubator.vector." + (isDouble ? "DoubleVector" : "FloatVector"));
        this.lanes = lanes;
        this.shape = shape;
        this.code = code;
    }

    /// Returns a tile for float64 or float32; `lanes` must be the number in the preferred species.
    static GemmTile emit(boolean isDouble, int lanes, GemmTile.Shape shape) {
        return (GemmTile) define(
                "Tile" + shape.rows() + "x" + shape.vectors() * lanes,
                GemmTile.class,
                type -> type.withMethodBody(
                        "run",
                        RUN,
                        ClassFile.ACC_PUBLIC,
                        code -> new GemmEmitter(isDouble, lanes, shape, code).body()));
    }

    /// Returns an object of a new hidden class that implements an interface of this package with the members
    /// given.
    static Object define(String simpleName, Class<?> kernel, Consumer<ClassBuilder> members) {
        MethodHandles.Lookup here = MethodHandles.lookup();
        byte[] bytes = ClassFile.of().build(ClassDesc.of(here.lookupClass().getPackageName(), simpleName), type -> {
            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC);
            type.withInterfaceSymbols(kernel.describeConstable().orElseThrow());
            type.withMethodBody(
                    INIT_NAME,
                    MTD_void,
                    0,
                    code -> code.aload(0)
                            .invokespecial(CD_Object, INIT_NAME, MTD_void)
                            .return_());
            members.accept(type);
        });
        try {
            MethodHandles.Lookup there = here.defineHiddenClass(bytes, true);
            return there.findConstructor(there.lookupClass(), MethodType.methodType(void.class))
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("gemm: the kernel " + simpleName + " could not be made", e);
        }
    }

    private void body() {
        for (int operand : new int[] {A, B, START, C}) {
            code.aload(operand).checkcast(array).astore(operand);
        }
        int[] sums = loadSums();
        int[] aRows = rowStarts();
        int p = code.allocateLocal(TypeKind.INT);
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.iconst_0().istore(p).labelBinding(top).iload(p).iload(K).if_icmpge(end);
        step(sums, aRows, p);
        code.iinc(p, 1).goto_(top).labelBinding(end);
        storeSums(sums);
        code.return_();
    }

    private int[] loadSums() {
        int[] sums = new int[shape.rows() * shape.vectors()];
        for (int s = 0; s < sums.length; s++) {
            sums[s] = code.allocateLocal(TypeKind.REFERENCE);
            species().aload(START);
            place(s, START_OFFSET, START_ROW);
            fromArray().astore(sums[s]);
        }
        return sums;
    }

    private void storeSums(int[] sums) {
        for (int s = 0; s < sums.length; s++) {
            code.aload(sums[s]);
            VectorClasses.exact(code, vector, kind);
            code.aload(C);
            place(s, C_OFFSET, C_ROW);
            code.invokevirtual(vector, "intoArray", MethodTypeDesc.of(CD_void, array, CD_int));
        }
    }

    /// Pushes where sum `s` lies in a matrix whose offset and row stride stand in these slots.
    private void place(int s, int offset, int rowStride) {
        int row = s / shape.vectors();
        int column = s % shape.vectors() * lanes;
        code.iload(offset)
                .loadConstant(row)
                .iload(rowStride)
                .imul()
                .iadd()
                .loadConstant(column)
                .iadd();
    }

    /// Where the rows of A start; along columns they are neighbours, and one moving place will do.
    private int[] rowStarts() {
        int[] starts = new int[shape.alongRows() ? shape.rows() : 0];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = code.allocateLocal(TypeKind.INT);
            code.iload(A_OFFSET).loadConstant(i).iload(A_STEP).imul().iadd().istore(starts[i]);
        }
        return starts;
    }

    private void step(int[] sums, int[] aRows, int p) {
        int[] bs = new int[shape.vectors()];
        for (int j = 0; j < bs.length; j++) {
            bs[j] = code.allocateLocal(TypeKind.REFERENCE);
            species().aload(B).iload(B_OFFSET).loadConstant(j * lanes).iadd();
            fromArray().astore(bs[j]);
        }
        int x = code.allocateLocal(TypeKind.REFERENCE);
        for (int i = 0; i < shape.rows(); i++) {
            species().aload(A);
            if (shape.alongRows()) {
                code.iload(aRows[i]).iload(p).iadd();
            } else {
                code.iload(A_OFFSET).loadConstant(i).iadd();
            }
            code.arrayLoad(kind).invokestatic(vector, "broadcast", MethodTypeDesc.of(vector, SPECIES, element));
            VectorClasses.exact(code, vector, kind);
            code.astore(x);
            for (int j = 0; j < bs.length; j++) {
                int sum = sums[i * bs.length + j];
                code.aload(x).aload(bs[j]).aload(sum);
                code.invokevirtual(vector, "fma", MethodTypeDesc.of(vector, VECTOR, VECTOR))
                        .astore(sum);
            }
        }
        code.iload(B_OFFSET).iload(B_ROW).iadd().istore(B_OFFSET);
        if (!shape.alongRows()) {
            code.iload(A_OFFSET).iload(A_STEP).iadd().istore(A_OFFSET);
        }
    }

    private CodeBuilder species() {
        return code.getstatic(vector, "SPECIES_PREFERRED", SPECIES);
    }

    private CodeBuilder fromArray() {
        return code.invokestatic(vector, "fromArray", MethodTypeDesc.of(vector, SPECIES, array, CD_int));
    }
}
