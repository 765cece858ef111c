package dev.obor.cpu;

import dev.obor.dtype.DType;
import dev.obor.expr.Fn;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.tensor.Reducer;
import java.util.Arrays;

/// How the values of a reduction are combined once they lie in lanes or chunks: see note [order of a sum] in
/// [Reductions].
///
/// @param combine the way to combine
/// @param compute the dtype of the arithmetic
record Lanes(Reducer.Combine combine, DType compute) {
    /// Returns the function that combines two values.
    Fn function() {
        return switch (combine) {
            case SUM -> Fn.ADD;
            case PROD -> Fn.MUL;
            case MIN -> Fn.MIN;
            case MAX -> Fn.MAX;
        };
    }

    /// Returns the number of lanes.
    int count() {
        return KernelPlan.lanes(compute);
    }

    /// Returns the value that changes no other.
    Number identity() {
        if (!combine.isExtreme()) {
            return combine == Reducer.Combine.SUM ? 0 : 1;
        }
        boolean largest = combine == Reducer.Combine.MIN;
        return switch (compute) {
            case FLOAT32, FLOAT64 -> largest ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            case INT64 -> largest ? Long.MAX_VALUE : Long.MIN_VALUE;
            case INT32 -> largest ? Integer.MAX_VALUE : Integer.MIN_VALUE;
            case INT16 -> largest ? Short.MAX_VALUE : Short.MIN_VALUE;
            case INT8 -> largest ? Byte.MAX_VALUE : Byte.MIN_VALUE;
            case UINT8 -> largest ? 255 : 0;
            case BOOL -> largest ? 1 : 0;
            case FLOAT16, BFLOAT16 -> throw new IllegalStateException("no arithmetic in " + compute);
        };
    }

    /// Sets the first elements of a storage to the identity.
    void clear(Storage storage, int length) {
        Number identity = identity();
        switch (storage) {
            case Storage.Floats s -> Arrays.fill(s.array(), 0, length, identity.floatValue());
            case Storage.Doubles s -> Arrays.fill(s.array(), 0, length, identity.doubleValue());
            case Storage.Longs s -> Arrays.fill(s.array(), 0, length, identity.longValue());
            default -> {
                for (int i = 0; i < length; i++) {
                    Elements.set(storage, compute, i, identity);
                }
            }
        }
    }

    /// Combines the lanes that were used, in halves, into an element of another storage.
    void join(Storage lanes, int used, Storage to, int place) {
        switch (lanes) {
            case Storage.Floats s -> {
                float[] v = s.array();
                for (int h = count() / 2; h > 0; h /= 2) {
                    combine(v, h, Math.min(h, used - h));
                }
                ((Storage.Floats) to).array()[place] = v[0];
            }
            case Storage.Doubles s -> {
                double[] v = s.array();
                for (int h = count() / 2; h > 0; h /= 2) {
                    combine(v, h, Math.min(h, used - h));
                }
                ((Storage.Doubles) to).array()[place] = v[0];
            }
            default -> Elements.setLong(to, compute, place, whole(lanes, Math.min(used, count())));
        }
    }

    /// Combines elements 0 to n − 1 with those from h on. A choice for each element would take longer than
    /// the rest.
    private void combine(float[] v, int h, int n) {
        switch (combine) {
            case SUM -> {
                for (int l = 0; l < n; l++) {
                    v[l] += v[l + h];
                }
            }
            case PROD -> {
                for (int l = 0; l < n; l++) {
                    v[l] *= v[l + h];
                }
            }
            case MIN -> {
                for (int l = 0; l < n; l++) {
                    v[l] = Math.min(v[l], v[l + h]);
                }
            }
            case MAX -> {
                for (int l = 0; l < n; l++) {
                    v[l] = Math.max(v[l], v[l + h]);
                }
            }
        }
    }

    private void combine(double[] v, int h, int n) {
        switch (combine) {
            case SUM -> {
                for (int l = 0; l < n; l++) {
                    v[l] += v[l + h];
                }
            }
            case PROD -> {
                for (int l = 0; l < n; l++) {
                    v[l] *= v[l + h];
                }
            }
            case MIN -> {
                for (int l = 0; l < n; l++) {
                    v[l] = Math.min(v[l], v[l + h]);
                }
            }
            case MAX -> {
                for (int l = 0; l < n; l++) {
                    v[l] = Math.max(v[l], v[l + h]);
                }
            }
        }
    }

    /// Combines the values of chunks, pairwise, into an element of a view's storage.
    void total(Storage chunks, int count, Storage to, DType dtype, int place) {
        switch (chunks) {
            case Storage.Floats s -> Elements.setDouble(to, dtype, place, pairwise(s.array(), 0, count));
            case Storage.Doubles s -> Elements.setDouble(to, dtype, place, pairwise(s.array(), 0, count));
            default -> Elements.setLong(to, dtype, place, whole(chunks, count));
        }
    }

    /// Integers give the same in any order.
    private long whole(Storage storage, int count) {
        long result = Elements.getLong(storage, compute, 0);
        for (int i = 1; i < count; i++) {
            long next = Elements.getLong(storage, compute, i);
            result = switch (combine) {
                case SUM -> result + next;
                case PROD -> result * next;
                case MIN -> Math.min(result, next);
                case MAX -> Math.max(result, next);
            };
        }
        return result;
    }

    private float pairwise(float[] values, int from, int to) {
        int half = (from + to) >>> 1;
        return to - from == 1 ? values[from] : of(pairwise(values, from, half), pairwise(values, half, to));
    }

    private double pairwise(double[] values, int from, int to) {
        int half = (from + to) >>> 1;
        return to - from == 1 ? values[from] : of(pairwise(values, from, half), pairwise(values, half, to));
    }

    private float of(float a, float b) {
        return switch (combine) {
            case SUM -> a + b;
            case PROD -> a * b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
        };
    }

    private double of(double a, double b) {
        return switch (combine) {
            case SUM -> a + b;
            case PROD -> a * b;
            case MIN -> Math.min(a, b);
            case MAX -> Math.max(a, b);
        };
    }
}
