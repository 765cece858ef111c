package dev.obor.app.conformance;

import dev.obor.Obor;
import dev.obor.dtype.DType;
import dev.obor.tensor.GradMode;
import dev.obor.tensor.Tensor;
import dev.obor.testing.GoldenValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Compares the factors of decompositions, which are unique only up to the sign of each vector, and of which
/// the vectors beyond the rank are any that complete a basis.
///
/// The library's factors are first given PyTorch's signs, read off one factor and applied to all, so that
/// factors that do not multiply to the same matrix still differ. The recorded gradients hold for the factors
/// with those signs.
final class Factors {
    /// What each result is: Q has orthonormal columns and H orthonormal rows, R has rows that go with the
    /// columns of Q, and a dash stands for what is unique.
    private static final Map<String, String> KINDS = Map.of(
            "linalg.eigh", "-Q",
            "linalg.qr", "QR",
            "linalg.svd", "Q-H",
            "qr", "QR",
            "svd", "Q-Q",
            "symeig", "-Q");

    /// `compute_uv=False` returns zeros for factors.
    private static final GoldenValue NO_FACTORS = new GoldenValue.Truth(false);

    private final String kinds;
    private final List<Tensor> actual = new ArrayList<>();
    private final List<Tensor> expected = new ArrayList<>();

    private Factors(String kinds) {
        this.kinds = kinds;
    }

    /// Tells whether an operator returns factors.
    static boolean areReturnedBy(Call call) {
        return KINDS.containsKey(call.op()) && !NO_FACTORS.equals(call.kwargs().get("compute_uv"));
    }

    /// Compares factors and returns the library's with PyTorch's signs; gradients flow through them.
    ///
    /// @throws Mismatch saying what differs
    static Object compare(String op, Results results, Object actual, GoldenValue expected) {
        Factors factors = new Factors(KINDS.get(op));
        if (!factors.take(actual, expected)) {
            // Not comparable as factors: the plain comparison says why.
            results.compare("the result", actual, expected);
            return actual;
        }
        return Library.guard(() -> factors.compare(results));
    }

    private boolean take(Object result, GoldenValue golden) {
        Results.items(result)
                .ifPresent(items -> items.forEach(item -> {
                    if (item instanceof Tensor tensor) {
                        actual.add(tensor);
                    }
                }));
        if (golden instanceof GoldenValue.Sequence sequence) {
            sequence.items().forEach(item -> expected.add(item.asTensor()));
        }
        boolean fits = actual.size() == kinds.length() && expected.size() == kinds.length();
        for (int i = 0; fits && i < kinds.length(); i++) {
            fits = actual.get(i).shape().equals(expected.get(i).shape())
                    && actual.get(i).dtype() == expected.get(i).dtype();
        }
        return fits && first() < kinds.length();
    }

    /// Returns the factor that signs are read off. A factor that was not asked for is an empty vector.
    private int first() {
        int i = 0;
        while (i < kinds.length() && !isSigned(i)) {
            i++;
        }
        return i;
    }

    private boolean isSigned(int factor) {
        return kinds.charAt(factor) != '-' && actual.get(factor).dim() >= 2;
    }

    private boolean hasColumns(int factor) {
        return kinds.charAt(factor) == 'Q';
    }

    private int dim(int factor) {
        return actual.get(factor).dim() - (hasColumns(factor) ? 1 : 2);
    }

    private Object compare(Results results) {
        int rank = rank();
        Tensor signs = signs(rank);
        List<Object> signed = new ArrayList<>();
        for (int i = 0; i < kinds.length(); i++) {
            Tensor factor = isSigned(i) ? withSigns(i, signs) : actual.get(i);
            Tensor golden = expected.get(i);
            if (isSigned(i) && kinds.charAt(i) != 'R') {
                orthonormal(results, i);
                golden = golden.narrow(dim(i), 0, rank);
                results.compare("factor " + i, factor.narrow(dim(i), 0, rank), new GoldenValue.Tensor(golden));
            } else {
                results.compare("factor " + i, factor, new GoldenValue.Tensor(golden));
            }
            signed.add(factor);
        }
        return signed;
    }

    /// Returns how many vectors are determined but for their signs.
    private int rank() {
        int rank = Integer.MAX_VALUE;
        for (int i = 0; i < kinds.length(); i++) {
            if (isSigned(i)) {
                Tensor factor = actual.get(i);
                // R of a complete decomposition has as many rows as the matrix, and the rank of its smaller side.
                int vectors = factor.size(dim(i));
                rank = Math.min(rank, kinds.charAt(i) == 'R' ? Math.min(vectors, factor.size(-1)) : vectors);
            }
        }
        return rank;
    }

    /// Returns 1 or −1 for each vector of the first factor: `[..., 1, rank]` for columns, `[..., rank, 1]`
    /// for rows.
    private Tensor signs(int rank) {
        return GradMode.noGrad(() -> {
            int dim = dim(first());
            int along = hasColumns(first()) ? dim - 1 : dim + 1;
            Tensor a = actual.get(first()).narrow(dim, 0, rank);
            Tensor e = expected.get(first()).narrow(dim, 0, rank);
            Tensor opposite = a.mul(e).sum(new int[] {along}, true).lt(0);
            return opposite.to(a.dtype()).mul(-2).add(1);
        });
    }

    private Tensor withSigns(int factor, Tensor signs) {
        Tensor own = hasColumns(factor) == hasColumns(first()) ? signs : signs.transpose(-1, -2);
        int dim = dim(factor);
        int more = actual.get(factor).size(dim) - own.size(dim);
        Tensor ones = Obor.ones(own.dtype(), own.shape().with(dim, more).toArray());
        return actual.get(factor).mul(Obor.cat(List.of(own, ones), dim));
    }

    private void orthonormal(Results results, int factor) {
        GradMode.noGrad(() -> {
            Tensor q = actual.get(factor).to(DType.FLOAT64);
            Tensor turned = q.transpose(-1, -2);
            Tensor product = hasColumns(factor) ? turned.matmul(q) : q.matmul(turned);
            int n = product.size(-1);
            double[] elements = new double[n * n];
            for (int i = 0; i < n; i++) {
                elements[i * n + i] = 1;
            }
            Tensor identity = Obor.fromArray(elements, n, n).expand(product.shape());
            DType dtype = actual.get(factor).dtype();
            results.compare(
                    "factor " + factor + ", whose vectors must be orthonormal, in their products",
                    product.to(dtype),
                    new GoldenValue.Tensor(identity.to(dtype)));
            return product;
        });
    }
}
