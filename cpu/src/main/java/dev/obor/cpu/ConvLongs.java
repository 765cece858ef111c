package dev.obor.cpu;

import java.util.Arrays;

/// int64 in convolutions, which serves all integers; sums wrap.
final class ConvLongs extends ConvElement {
    static final ConvElement INT64 = new ConvLongs();

    private ConvLongs() {
        super(Long.SIZE, false);
    }

    @Override
    Object newArray(int length) {
        return new long[length];
    }

    @Override
    int length(Object array) {
        return ((long[]) array).length;
    }

    @Override
    void zero(Object array, int from, int to) {
        Arrays.fill((long[]) array, from, to, 0);
    }

    @Override
    void fill(Object array, int from, int to, Object source, int place) {
        Arrays.fill((long[]) array, from, to, ((long[]) source)[place]);
    }

    @Override
    void copyFew(int count, Object from, int fromOffset, int fromStep, Object to, int toOffset) {
        long[] source = (long[]) from;
        long[] target = (long[]) to;
        for (int i = 0; i < count; i++) {
            target[toOffset + i] = source[fromOffset + i * fromStep];
        }
    }

    @Override
    void turn(
            int rows,
            int columns,
            Object from,
            int fromOffset,
            int fromRow,
            int fromColumn,
            Object to,
            int toOffset,
            int toRow) {
        for (int i = 0; i < rows; i++) {
            Tiles.copy(from, fromOffset + i * fromRow, fromColumn, to, toOffset + i * toRow, 1, columns);
        }
    }

    @Override
    boolean hasVectorTiles() {
        return false;
    }

    @Override
    ConvTile vectorTile(ConvTile.Shape shape) {
        throw new IllegalStateException("convolution: int64 has no vector tiles");
    }

    @Override
    ConvTile scalarTile(int rows, int columns) {
        return (from, to, a, aOffset, b, bOffset, places, start, startOffset, startRow, c, cOffset, cRow) -> {
            long[] as = (long[]) a;
            long[] bs = (long[]) b;
            long[] starts = (long[]) start;
            long[] cs = (long[]) c;
            for (int j = 0; j < columns; j += 4) {
                int i = 0;
                for (; i <= rows - 4; i += 4) {
                    int s = startOffset + i * startRow + j;
                    int t = cOffset + i * cRow + j;
                    fourRows(
                            from, to, as, aOffset + i, rows, bs, bOffset + j, places, starts, s, startRow, cs, t, cRow);
                }
                for (; i < rows; i++) {
                    int s = startOffset + i * startRow + j;
                    int t = cOffset + i * cRow + j;
                    oneRow(from, to, as, aOffset + i, rows, bs, bOffset + j, places, starts, s, cs, t);
                }
            }
        };
    }

    /// Four rows by four columns, whose sums stay in registers.
    private static void fourRows(
            int from,
            int to,
            long[] a,
            int aOffset,
            int rows,
            long[] b,
            int bOffset,
            int[] places,
            long[] start,
            int startOffset,
            int startRow,
            long[] c,
            int cOffset,
            int cRow) {
        int start1 = startOffset + startRow;
        int start2 = start1 + startRow;
        int start3 = start2 + startRow;
        long s00 = start[startOffset];
        long s01 = start[startOffset + 1];
        long s02 = start[startOffset + 2];
        long s03 = start[startOffset + 3];
        long s10 = start[start1];
        long s11 = start[start1 + 1];
        long s12 = start[start1 + 2];
        long s13 = start[start1 + 3];
        long s20 = start[start2];
        long s21 = start[start2 + 1];
        long s22 = start[start2 + 2];
        long s23 = start[start2 + 3];
        long s30 = start[start3];
        long s31 = start[start3 + 1];
        long s32 = start[start3 + 2];
        long s33 = start[start3 + 3];
        for (int p = from; p < to; p++) {
            int t = bOffset + places[p];
            int q = aOffset + p * rows;
            long b0 = b[t];
            long b1 = b[t + 1];
            long b2 = b[t + 2];
            long b3 = b[t + 3];
            long x = a[q];
            s00 = mac(x, b0, s00);
            s01 = mac(x, b1, s01);
            s02 = mac(x, b2, s02);
            s03 = mac(x, b3, s03);
            x = a[q + 1];
            s10 = mac(x, b0, s10);
            s11 = mac(x, b1, s11);
            s12 = mac(x, b2, s12);
            s13 = mac(x, b3, s13);
            x = a[q + 2];
            s20 = mac(x, b0, s20);
            s21 = mac(x, b1, s21);
            s22 = mac(x, b2, s22);
            s23 = mac(x, b3, s23);
            x = a[q + 3];
            s30 = mac(x, b0, s30);
            s31 = mac(x, b1, s31);
            s32 = mac(x, b2, s32);
            s33 = mac(x, b3, s33);
        }
        put(c, cOffset, s00, s01, s02, s03);
        put(c, cOffset + cRow, s10, s11, s12, s13);
        put(c, cOffset + 2 * cRow, s20, s21, s22, s23);
        put(c, cOffset + 3 * cRow, s30, s31, s32, s33);
    }

    private static void oneRow(
            int from,
            int to,
            long[] a,
            int aOffset,
            int rows,
            long[] b,
            int bOffset,
            int[] places,
            long[] start,
            int startOffset,
            long[] c,
            int cOffset) {
        long s0 = start[startOffset];
        long s1 = start[startOffset + 1];
        long s2 = start[startOffset + 2];
        long s3 = start[startOffset + 3];
        for (int p = from; p < to; p++) {
            int t = bOffset + places[p];
            long x = a[aOffset + p * rows];
            s0 = mac(x, b[t], s0);
            s1 = mac(x, b[t + 1], s1);
            s2 = mac(x, b[t + 2], s2);
            s3 = mac(x, b[t + 3], s3);
        }
        put(c, cOffset, s0, s1, s2, s3);
    }

    private static void put(long[] c, int offset, long s0, long s1, long s2, long s3) {
        c[offset] = s0;
        c[offset + 1] = s1;
        c[offset + 2] = s2;
        c[offset + 3] = s3;
    }

    private static long mac(long x, long y, long sum) {
        return sum + x * y;
    }
}
