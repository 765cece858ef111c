package dev.obor.cpu;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/// Writes the vector forms of copies: of rows as they are ([GemmElement.RowCopy]), and of rows that become columns
/// ([GemmElement.Turn]). For these, as many vectors as a vector has lanes are loaded, turned in registers and stored.
///
/// They are turned as a matrix is by halves: with L lanes, for h = L/2, L/4 … 1, each two vectors whose
/// numbers differ in the bit h only exchange lanes,
///
/// ```java
/// // lanes whose number has the bit h come from the other vector, from h lanes before
/// FloatVector low = a.blend(b.rearrange(DOWN_H), BIT_H);
/// // and those without it from h lanes behind
/// FloatVector high = a.rearrange(UP_H).blend(b, BIT_H);
/// ```
final class CopyEmitter {
    private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
    private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.Vector");
    private static final ClassDesc MASK = ClassDesc.of("jdk.incubator.vector.VectorMask");
    private static final ClassDesc SHUFFLE = ClassDesc.of("jdk.incubator.vector.VectorShuffle");
    private static final MethodTypeDesc RUN =
            MethodTypeDesc.of(CD_void, CD_int, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_int);

    // The parameters' slots.
    private static final int COUNT = 1;
    private static final int FROM = 2;
    private static final int FROM_OFFSET = 3;
    private static final int FROM_STEP = 4;
    private static final int TO = 5;
    private static final int TO_OFFSET = 6;
    private static final int TO_STEP = 7;

    private final TypeKind kind;
    private final ClassDesc array;
    private final ClassDesc vector;
    private final int lanes;
    private final ClassDesc self;
    private final CodeBuilder code;

    private CopyEmitter(TypeKind element, int lanes, ClassDesc self, CodeBuilder code) {
        this.kind = element;
        this.array = element.upperBound().arrayType();
        this.vector = ClassDesc.of("jdk.incubator.vector." + vectorName(element));
        this.lanes = lanes;
        this.self = self;
        this.code = code;
    }

    private static String vectorName(TypeKind element) {
        return switch (element) {
            case FLOAT -> "FloatVector";
            case DOUBLE -> "DoubleVector";
            case INT -> "IntVector";
            case LONG -> "LongVector";
            default -> throw new IllegalArgumentException("no elements of 32 or 64 bits: " + element);
        };
    }

    /// Returns the kernel that turns, for arrays of 32 or 64 bits an element; `lanes` must be the number in the
    /// preferred species.
    static GemmElement.Turn turn(TypeKind element, int lanes) {
        String name = "Turn" + lanes;
        ClassDesc self = ClassDesc.of(CopyEmitter.class.getPackageName(), name);
        return (GemmElement.Turn) GemmEmitter.define(name, GemmElement.Turn.class, type -> {
            fields(type, lanes);
            type.withMethodBody(
                    CLASS_INIT_NAME,
                    MTD_void,
                    ClassFile.ACC_STATIC,
                    code -> new CopyEmitter(element, lanes, self, code).constants());
            type.withMethodBody(
                    "run", RUN, ClassFile.ACC_PUBLIC, code -> new CopyEmitter(element, lanes, self, code).turning());
        });
    }

    /// Returns the kernel that copies rows of `vectors` vectors as they are.
    static GemmElement.RowCopy rows(TypeKind element, int lanes, int vectors) {
        String name = "RowCopy" + vectors * lanes;
        ClassDesc self = ClassDesc.of(CopyEmitter.class.getPackageName(), name);
        return (GemmElement.RowCopy) GemmEmitter.define(
                name,
                GemmElement.RowCopy.class,
                type -> type.withMethodBody(
                        "run",
                        RUN,
                        ClassFile.ACC_PUBLIC,
                        code -> new CopyEmitter(element, lanes, self, code).copying(vectors)));
    }

    private static void fields(ClassBuilder type, int lanes) {
        int flags = ClassFile.ACC_STATIC | ClassFile.ACC_FINAL;
        for (int h = lanes / 2; h > 0; h /= 2) {
            type.withField("DOWN_" + h, SHUFFLE, flags);
            type.withField("UP_" + h, SHUFFLE, flags);
            type.withField("BIT_" + h, MASK, flags);
        }
    }

    private void constants() {
        MethodTypeDesc iota = MethodTypeDesc.of(SHUFFLE, SPECIES, CD_int, CD_int, CD_boolean);
        for (int h = lanes / 2; h > 0; h /= 2) {
            species().loadConstant(-h).iconst_1().iconst_1().invokestatic(SHUFFLE, "iota", iota);
            code.putstatic(self, "DOWN_" + h, SHUFFLE);
            species().loadConstant(h).iconst_1().iconst_1().invokestatic(SHUFFLE, "iota", iota);
            code.putstatic(self, "UP_" + h, SHUFFLE);
            long bits = 0;
            for (int lane = 0; lane < lanes; lane++) {
                bits |= (lane & h) == 0 ? 0 : 1L << lane;
            }
            species().loadConstant(bits).invokestatic(MASK, "fromLong", MethodTypeDesc.of(MASK, SPECIES, CD_long));
            code.putstatic(self, "BIT_" + h, MASK);
        }
        code.return_();
    }

    private void castArrays() {
        code.aload(FROM).checkcast(array).astore(FROM);
        code.aload(TO).checkcast(array).astore(TO);
    }

    private void turning() {
        castArrays();
        int[] vectors = new int[lanes];
        for (int v = 0; v < lanes; v++) {
            vectors[v] = code.allocateLocal(TypeKind.REFERENCE);
        }
        int high = code.allocateLocal(TypeKind.REFERENCE);
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(top).iload(COUNT).ifle(end);
        for (int v = 0; v < lanes; v++) {
            species()
                    .aload(FROM)
                    .iload(FROM_OFFSET)
                    .iload(FROM_STEP)
                    .loadConstant(v)
                    .imul()
                    .iadd();
            code.invokestatic(vector, "fromArray", MethodTypeDesc.of(vector, SPECIES, array, CD_int));
            VectorClasses.exact(code, vector, kind);
            code.astore(vectors[v]);
        }
        for (int h = lanes / 2; h > 0; h /= 2) {
            for (int v = 0; v < lanes; v++) {
                if ((v & h) == 0) {
                    exchange(h, vectors[v], vectors[v + h], high);
                }
            }
        }
        for (int v = 0; v < lanes; v++) {
            code.aload(vectors[v])
                    .aload(TO)
                    .iload(TO_OFFSET)
                    .iload(TO_STEP)
                    .loadConstant(v)
                    .imul()
                    .iadd();
            code.invokevirtual(vector, "intoArray", MethodTypeDesc.of(CD_void, array, CD_int));
        }
        code.iinc(FROM_OFFSET, lanes);
        code.iload(TO_OFFSET).iload(TO_STEP).loadConstant(lanes).imul().iadd().istore(TO_OFFSET);
        code.iinc(COUNT, -1).goto_(top).labelBinding(end).return_();
    }

    private void copying(int vectors) {
        castArrays();
        Label top = code.newLabel();
        Label end = code.newLabel();
        code.labelBinding(top).iload(COUNT).ifle(end);
        for (int v = 0; v < vectors; v++) {
            species().aload(FROM).iload(FROM_OFFSET).loadConstant(v * lanes).iadd();
            code.invokestatic(vector, "fromArray", MethodTypeDesc.of(vector, SPECIES, array, CD_int));
            VectorClasses.exact(code, vector, kind);
            code.aload(TO).iload(TO_OFFSET).loadConstant(v * lanes).iadd();
            code.invokevirtual(vector, "intoArray", MethodTypeDesc.of(CD_void, array, CD_int));
        }
        code.iload(FROM_OFFSET).iload(FROM_STEP).iadd().istore(FROM_OFFSET);
        code.iload(TO_OFFSET).iload(TO_STEP).iadd().istore(TO_OFFSET);
        code.iinc(COUNT, -1).goto_(top).labelBinding(end).return_();
    }

    private void exchange(int h, int a, int b, int high) {
        MethodTypeDesc rearrange = MethodTypeDesc.of(vector, SHUFFLE);
        MethodTypeDesc blend = MethodTypeDesc.of(vector, VECTOR, MASK);
        code.aload(a).getstatic(self, "UP_" + h, SHUFFLE).invokevirtual(vector, "rearrange", rearrange);
        code.aload(b)
                .getstatic(self, "BIT_" + h, MASK)
                .invokevirtual(vector, "blend", blend)
                .astore(high);
        code.aload(a).aload(b).getstatic(self, "DOWN_" + h, SHUFFLE).invokevirtual(vector, "rearrange", rearrange);
        code.getstatic(self, "BIT_" + h, MASK)
                .invokevirtual(vector, "blend", blend)
                .astore(a);
        code.aload(high).astore(b);
    }

    private CodeBuilder species() {
        return code.getstatic(vector, "SPECIES_PREFERRED", SPECIES);
    }
}
