package dev.obor.testing.cases;

import static java.util.Map.entry;

import dev.obor.Linalg;
import dev.obor.Obor;
import dev.obor.RankOptions;
import dev.obor.tensor.Decompositions;
import dev.obor.tensor.LeastSquares;
import dev.obor.tensor.QrFactor;
import dev.obor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/// Linear algebra: the calls of tools/golden/tensors/linalg.txt, under the same names.
public final class LinalgCases {
    public static final Map<String, Function<List<Tensor>, Tensor>> CALLS = Map.ofEntries(
            entry("matmul", x -> x.get(0).matmul(x.get(1))),
            entry("matmulLong", x -> x.get(0).matmul(x.get(1))),
            entry("matmulBatch", x -> x.get(0).matmul(x.get(1))),
            entry("matmulBroadcast", x -> x.get(0).matmul(x.get(1))),
            entry("matmulShared", x -> x.get(0).matmul(x.get(1))),
            entry("matmulVector", x -> x.get(0).matmul(x.get(1))),
            entry("vectorMatmul", x -> x.get(0).matmul(x.get(1))),
            entry("vectorMatmulBatch", x -> x.get(0).matmul(x.get(1))),
            entry("dot", x -> x.get(0).matmul(x.get(1))),
            entry("matmulInner0", x -> x.get(0).matmul(x.get(1))),
            entry("matmulEmpty", x -> x.get(0).matmul(x.get(1))),
            entry("matmulInt", x -> x.get(0).matmul(x.get(1))),
            entry("mm", x -> x.get(0).mm(x.get(1))),
            entry("mv", x -> x.get(0).mv(x.get(1))),
            entry("bmm", x -> x.get(0).bmm(x.get(1))),
            entry("vdot", x -> x.get(0).vdot(x.get(1))),
            entry("inner", x -> x.get(0).inner(x.get(1))),
            entry("outer", x -> x.get(0).outer(x.get(1))),
            entry("kron", x -> x.get(0).kron(x.get(1))),
            entry("addmm", x -> x.get(0).addmm(x.get(1), x.get(2))),
            entry("addmmScaled", x -> x.get(0).addmm(x.get(1), x.get(2), 0.5, -2)),
            entry("addmmInt", x -> x.get(0).addmm(x.get(1), x.get(2), 2, 3)),
            entry("addmv", x -> x.get(0).addmv(x.get(1), x.get(2), 0.5, 3)),
            entry("addbmm", x -> x.get(0).addbmm(x.get(1), x.get(2), 2, 0.5)),
            entry("baddbmm", x -> x.get(0).baddbmm(x.get(1), x.get(2), 2, 0.5)),
            entry("addr", x -> x.get(0).addr(x.get(1), x.get(2), 2, 0.5)),
            entry("addrBool", x -> x.get(0).addr(x.get(1), x.get(2))),
            entry("tensordot", x -> x.get(0).tensordot(x.get(1), 2)),
            entry("tensordotDims", x -> x.get(0).tensordot(x.get(1), new int[][] {{0, -1}, {2, 0}})),
            entry("cross", x -> x.get(0).cross(x.get(1))),
            entry("linalgCross", x -> Linalg.cross(x.get(0), x.get(1))),
            entry("vecdot", x -> Linalg.vecdot(x.get(0), x.get(1))),
            entry("multiDot", x -> Linalg.multiDot(x)),
            entry("vander", x -> Linalg.vander(x.get(0), 4)),
            entry("vanderInt", x -> Linalg.vander(x.get(0))),
            entry("matrixPower", x -> x.get(0).matrixPower(5)),
            entry("matrixPowerNegative", x -> Linalg.matrixPower(regular(x.get(0)), -2)),
            entry("matrixExp", x -> x.get(0).matrixExp()),
            entry("matrixExpLarge", x -> Linalg.matrixExp(x.get(0).div(2))),
            entry("cholesky", x -> Linalg.cholesky(definite(x.get(0)))),
            entry("choleskyUpper", x -> definite(x.get(0)).cholesky(true)),
            entry("choleskyEx", x -> Linalg.choleskyEx(definite(x.get(0))).l()),
            entry("choleskyInverse", x -> definite(x.get(0)).cholesky().choleskyInverse()),
            entry(
                    "choleskySolve",
                    x -> x.get(1).choleskySolve(definite(x.get(0)).cholesky(true), true)),
            entry("luSquare", x -> product(Linalg.lu(regular(x.get(0))))),
            entry("luTall", x -> Linalg.lu(x.get(0)).l()),
            entry("luWide", x -> Linalg.lu(x.get(0)).u()),
            entry("luPacked", x -> Linalg.luFactorEx(x.get(0)).lu()),
            entry("luPivots", x -> Linalg.luFactorEx(x.get(0).detach()).pivots()),
            entry("luUnpack", x -> permuted(x.get(0))),
            entry("luSolve", x -> luSolve(regular(x.get(0)), x.get(1), true, false)),
            entry("luSolveAdjointRight", x -> luSolve(regular(x.get(0)), x.get(1), false, true)),
            entry("qrTallQ", x -> Linalg.qr(x.get(0)).q()),
            entry("qrTallR", x -> Linalg.qr(x.get(0)).r()),
            entry("qrWide", x -> product(Linalg.qr(x.get(0)))),
            entry(
                    "qrComplete",
                    x -> Linalg.qr(x.get(0).detach(), QrFactor.Mode.COMPLETE)
                            .q()
                            .narrow(1, 0, 3)),
            entry("qrR", x -> Linalg.qr(x.get(0).detach(), QrFactor.Mode.R).r()),
            entry("householderProduct", x -> Linalg.householderProduct(x.get(0), x.get(1))),
            entry("ormqr", x -> x.get(0).ormqr(x.get(1), x.get(2))),
            entry("ormqrRightTransposed", x -> x.get(0).ormqr(x.get(1), x.get(2), false, true)),
            entry("svdvals", x -> Linalg.svdvals(x.get(0))),
            entry("svdU", x -> Linalg.svd(x.get(0), false).u().square()),
            entry("svdV", x -> Linalg.svd(x.get(0), false).vh().square()),
            entry(
                    "svdFull",
                    x -> Linalg.svd(x.get(0).detach()).u().narrow(1, 0, 3).square()),
            entry("svdOld", x -> scaled(x.get(0).svd())),
            entry("eighValues", x -> Linalg.eigh(symmetric(x.get(0))).eigenvalues()),
            entry(
                    "eighVectors",
                    x -> Linalg.eigh(symmetric(x.get(0)), "U").eigenvectors().square()),
            entry("eigvalsh", x -> Linalg.eigvalsh(symmetric(x.get(0)))),
            entry("eigvals", x -> sizes(Linalg.eigvals(x.get(0)))),
            entry("eigVectors", x -> weighted(Linalg.eig(x.get(0)))),
            entry("det", x -> x.get(0).det()),
            entry("detSingular", x -> Linalg.det(x.get(0).detach())),
            entry("logdet", x -> definite(x.get(0)).logdet()),
            entry("slogdet", x -> Linalg.slogdet(regular(x.get(0))).logabsdet()),
            entry("slogdetSign", x -> x.get(0).slogdet().sign()),
            entry("inv", x -> Linalg.inv(regular(x.get(0)))),
            entry("inverse", x -> regular(x.get(0)).inverse()),
            entry("solve", x -> Linalg.solve(regular(x.get(0)), x.get(1))),
            entry("solveVector", x -> Linalg.solve(regular(x.get(0)), x.get(1))),
            entry("solveRight", x -> Linalg.solve(regular(x.get(0)), x.get(1), false)),
            entry("solveTriangular", x -> Linalg.solveTriangular(regular(x.get(0)), x.get(1), true)),
            entry("solveTriangularRightUnit", x -> Linalg.solveTriangular(x.get(0), x.get(1), false, false, true)),
            entry(
                    "triangularSolve",
                    x -> x.get(0)
                            .triangularSolve(regular(x.get(1)), false, true, false)
                            .solution()),
            entry("lstsqTall", x -> Linalg.lstsq(x.get(0), x.get(1)).solution()),
            entry("lstsqWide", x -> Linalg.lstsq(x.get(0), x.get(1)).solution()),
            entry("lstsqResiduals", x -> residuals(x.get(0), x.get(1))),
            entry("pinv", x -> Linalg.pinv(x.get(0))),
            entry("pinvHermitian", x -> Linalg.pinv(definite(x.get(0)), RankOptions.DEFAULT.withHermitian(true))),
            entry("matrixRank", x -> Linalg.matrixRank(x.get(0).matmul(x.get(0).mT()))),
            entry("cond", x -> Linalg.cond(regular(x.get(0)))),
            entry("condOne", x -> Linalg.cond(regular(x.get(0)), 1)),
            entry("condNuclear", x -> Linalg.cond(regular(x.get(0)), "nuc")),
            entry("vectorNorm", x -> Linalg.vectorNorm(x.get(0), 3, new int[] {0, 2}, false)),
            entry("matrixNormTwo", x -> Linalg.matrixNorm(x.get(0), 2, new int[] {0, 2}, true)),
            entry("matrixNormMinusTwo", x -> Linalg.norm(x.get(0), -2)),
            entry("matrixNormOne", x -> Linalg.matrixNorm(x.get(0), 1)),
            entry(
                    "matrixNormInfinite",
                    x -> Linalg.matrixNorm(x.get(0), Double.NEGATIVE_INFINITY, new int[] {2, 0}, false)),
            entry("matrixNormNuclear", x -> Linalg.matrixNorm(x.get(0), "nuc")),
            entry("normFrobenius", x -> x.get(0).norm("fro", new int[] {0, 2}, false)),
            entry("normNuclear", x -> x.get(0).norm("nuc")),
            entry(
                    "tensorinv",
                    x -> Linalg.tensorinv(x.get(0).add(identity(6, x.get(0)).reshape(2, 3, 6)), 2)),
            entry(
                    "tensorsolve",
                    x -> Linalg.tensorsolve(x.get(0).add(identity(6, x.get(0)).reshape(3, 2, 6)), x.get(1))),
            entry(
                    "ldlFactor",
                    x -> Linalg.ldlFactor(symmetric(x.get(0)).detach()).ld()),
            entry(
                    "ldlPivots",
                    x -> Linalg.ldlFactor(symmetric(x.get(0)).detach()).pivots()),
            entry("ldlSolve", x -> ldlSolve(definite(x.get(0)).detach(), x.get(0))),
            entry("invEmpty", x -> Linalg.inv(x.get(0))),
            entry("detEmpty", x -> Linalg.det(x.get(0)).detach()),
            entry("slogdetEmpty", x -> Linalg.slogdet(x.get(0)).logabsdet()),
            entry("svdEmpty", x -> Linalg.svd(x.get(0).detach()).u().square()),
            entry(
                    "qrEmpty",
                    x -> Linalg.qr(x.get(0).detach(), QrFactor.Mode.COMPLETE).q()),
            entry("eighEmpty", x -> Linalg.eigh(x.get(0)).eigenvalues()),
            entry("choleskyEmpty", x -> Linalg.cholesky(x.get(0))),
            entry(
                    "lstsqEmpty",
                    x -> Linalg.lstsq(x.get(0).detach(), x.get(1).detach()).solution()),
            entry("pinvEmpty", x -> Linalg.pinv(x.get(0))),
            entry("matrixExpEmpty", x -> x.get(0).matrixExp()),
            entry("matrixPowerZero", x -> x.get(0).matrixPower(0)),
            entry("addmmEmptyInner", x -> x.get(0).addmm(x.get(1), x.get(2))),
            entry("matrixNormEmpty", x -> Linalg.matrixNorm(x.get(0), "nuc")));

    private LinalgCases() {}

    private static Tensor identity(int n, Tensor like) {
        return Obor.eye(n, like.dtype()).mul(4);
    }

    /// Matrices whose diagonal outweighs the rest, in every layout.
    private static Tensor regular(Tensor x) {
        return x.add(identity(x.size(-1), x));
    }

    private static Tensor definite(Tensor x) {
        return x.matmul(x.mT()).add(Obor.eye(x.size(-1), x.dtype()));
    }

    private static Tensor symmetric(Tensor x) {
        return x.add(x.mT());
    }

    private static Tensor product(Linalg.Lu lu) {
        return lu.l().matmul(lu.u().square());
    }

    private static Tensor product(Linalg.Qr qr) {
        return qr.q().matmul(qr.r().square());
    }

    private static Tensor permuted(Tensor x) {
        // All layouts give factors, and most of them swaps.
        var factors = Linalg.luFactorEx(x.mT().add(x.flip(0).mul(3)));
        return factors.lu().luUnpack(factors.pivots()).p().mT().matmul(x);
    }

    private static Tensor luSolve(Tensor a, Tensor b, boolean left, boolean adjoint) {
        var factors = Linalg.luFactor(a);
        return Linalg.luSolve(factors.lu(), factors.pivots(), b, left, adjoint);
    }

    private static Tensor ldlSolve(Tensor a, Tensor b) {
        var factors = Linalg.ldlFactor(a);
        return Linalg.ldlSolve(factors.ld(), factors.pivots(), b);
    }

    private static Tensor scaled(Decompositions.Svd svd) {
        return svd.v().square().mul(svd.s());
    }

    /// Sizes of eigenvalues.
    private static Tensor sizes(Linalg.Eigvals values) {
        return values.real().hypot(values.imag()).sort().values();
    }

    private static Tensor weighted(Linalg.Eig eig) {
        Tensor squares = eig.vectorsReal().square().add(eig.vectorsImag().square());
        return squares.mul(eig.real().hypot(eig.imag()).unsqueeze(-2)).sum(-1);
    }

    private static Tensor residuals(Tensor a, Tensor b) {
        return Linalg.lstsq(a.detach(), b.detach(), OptionalDouble.empty(), LeastSquares.Driver.GELSD)
                .residuals();
    }
}
