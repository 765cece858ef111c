package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.error.DistributionException;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// PyTorch's constraints: constants for the sets without bounds, methods for the others. Bounds are numbers
/// or tensors that broadcast with the values.
///
/// ```java
/// Constraints.POSITIVE.check(Obor.tensor(1f, -1f));       // tensor([ True, False])
/// Constraints.interval(-1, 1).check(x);
/// Constraints.independent(Constraints.POSITIVE, 1);       // vectors of positive numbers
/// ```
///
/// NaN lies in none of them.
public final class Constraints {
    /// The two numbers 0 and 1.
    public static final Constraint BOOLEAN = new Bool();
    /// Vectors of a single 1 among 0s.
    public static final Constraint ONE_HOT = new OneHot();
    /// The whole numbers from 0 on.
    public static final Constraint NONNEGATIVE_INTEGER = new IntegerGreaterThan(number(0L));
    /// The whole numbers from 1 on.
    public static final Constraint POSITIVE_INTEGER = new IntegerGreaterThan(number(1L));
    /// All numbers, the infinite ones among them.
    public static final Constraint REAL = new Real();
    /// Vectors of numbers.
    public static final Constraint REAL_VECTOR = new Independent(REAL, 1);
    /// The numbers above 0.
    public static final Constraint POSITIVE = new GreaterThan(number(0.0));
    /// The numbers from 0 on.
    public static final Constraint NONNEGATIVE = new GreaterThanEq(number(0.0));
    /// The numbers from 0 to 1.
    public static final Constraint UNIT_INTERVAL = new Interval(number(0.0), number(1.0));
    /// Vectors of numbers from 0 on with the sum 1, to within 1e-6.
    public static final Constraint SIMPLEX = new Simplex();
    /// Lower triangular matrices.
    public static final Constraint LOWER_TRIANGULAR = new MatrixConstraints.LowerTriangular();
    /// Lower triangular matrices with a positive diagonal.
    public static final Constraint LOWER_CHOLESKY = new MatrixConstraints.LowerCholesky();
    /// The same with rows of length 1: Cholesky factors of correlation matrices.
    public static final Constraint CORR_CHOLESKY = new MatrixConstraints.CorrCholesky();
    /// Square matrices.
    public static final Constraint SQUARE = new MatrixConstraints.Square();
    /// Symmetric matrices, to within 1e-6.
    public static final Constraint SYMMETRIC = new MatrixConstraints.Symmetric();
    /// Symmetric matrices without negative eigenvalues.
    public static final Constraint POSITIVE_SEMIDEFINITE = new MatrixConstraints.PositiveSemidefinite();
    /// Symmetric matrices that have a Cholesky factor.
    public static final Constraint POSITIVE_DEFINITE = new MatrixConstraints.PositiveDefinite();
    /// A set that only the distribution knows.
    public static final Constraint DEPENDENT = new Dependent();

    private Constraints() {}

    private static Tensor number(Number value) {
        return Tensor.number(value);
    }

    private static Tensor whole(Tensor value) {
        return value.dtype().isFloating()
                ? value.remainder(1).eq(0)
                : Obor.full(true, value.shape().toArray());
    }

    /// Returns the numbers above a bound.
    public static Constraint greaterThan(double lowerBound) {
        return new GreaterThan(number(lowerBound));
    }

    /// Returns the numbers above a bound.
    public static Constraint greaterThan(Tensor lowerBound) {
        return new GreaterThan(lowerBound);
    }

    /// Returns the numbers from a bound on.
    public static Constraint greaterThanEq(double lowerBound) {
        return new GreaterThanEq(number(lowerBound));
    }

    /// Returns the numbers from a bound on.
    public static Constraint greaterThanEq(Tensor lowerBound) {
        return new GreaterThanEq(lowerBound);
    }

    /// Returns the numbers below a bound.
    public static Constraint lessThan(double upperBound) {
        return new LessThan(number(upperBound));
    }

    /// Returns the numbers below a bound.
    public static Constraint lessThan(Tensor upperBound) {
        return new LessThan(upperBound);
    }

    /// Returns the numbers between bounds, these included.
    public static Constraint interval(double lowerBound, double upperBound) {
        return new Interval(number(lowerBound), number(upperBound));
    }

    /// Returns the numbers between bounds, these included.
    public static Constraint interval(Tensor lowerBound, Tensor upperBound) {
        return new Interval(lowerBound, upperBound);
    }

    /// Returns the numbers between bounds, the lower one included.
    public static Constraint halfOpenInterval(double lowerBound, double upperBound) {
        return new HalfOpenInterval(number(lowerBound), number(upperBound));
    }

    /// Returns the numbers between bounds, the lower one included.
    public static Constraint halfOpenInterval(Tensor lowerBound, Tensor upperBound) {
        return new HalfOpenInterval(lowerBound, upperBound);
    }

    /// Returns the whole numbers between bounds, these included.
    public static Constraint integerInterval(long lowerBound, long upperBound) {
        return new IntegerInterval(number(lowerBound), number(upperBound));
    }

    /// Returns the whole numbers between bounds, these included.
    public static Constraint integerInterval(Tensor lowerBound, Tensor upperBound) {
        return new IntegerInterval(lowerBound, upperBound);
    }

    /// Returns vectors of counts whose sum is at most a bound.
    public static Constraint multinomial(long upperBound) {
        return new Multinomial(number(upperBound));
    }

    /// Returns events of `reinterpretedBatchNdims` more dims, all of whose parts lie in a set.
    public static Constraint independent(Constraint base, int reinterpretedBatchNdims) {
        return new Independent(base, reinterpretedBatchNdims);
    }

    /// Returns the values whose parts along a dim, of the lengths given, lie in one set each.
    public static Constraint cat(List<Constraint> parts, int dim, int... lengths) {
        return new Cat(parts, dim, Arrays.stream(lengths).boxed().toList());
    }

    /// Returns the values whose parts at the places of a dim lie in one set each.
    public static Constraint stack(List<Constraint> parts, int dim) {
        return new Stack(parts, dim);
    }

    /// 0 and 1.
    public record Bool() implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            return value.eq(0).logicalOr(value.eq(1));
        }

        @Override
        public boolean isDiscrete() {
            return true;
        }

        @Override
        public String toString() {
            return "Boolean()";
        }
    }

    /// A single 1 among 0s.
    public record OneHot() implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            return BOOLEAN.check(value).all(-1).logicalAnd(value.sum(-1).eq(1));
        }

        @Override
        public boolean isDiscrete() {
            return true;
        }

        @Override
        public int eventDim() {
            return 1;
        }

        @Override
        public String toString() {
            return "OneHot()";
        }
    }

    /// Whole numbers between bounds.
    public record IntegerInterval(Tensor lowerBound, Tensor upperBound) implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            return whole(value).logicalAnd(value.ge(lowerBound)).logicalAnd(value.le(upperBound));
        }

        @Override
        public boolean isDiscrete() {
            return true;
        }

        @Override
        public String toString() {
            return "IntegerInterval(lower_bound=" + Bounds.text(lowerBound) + ", upper_bound=" + Bounds.text(upperBound)
                    + ")";
        }
    }

    /// Whole numbers from a bound on.
    public record IntegerGreaterThan(Tensor lowerBound) implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            return whole(value).logicalAnd(value.ge(lowerBound));
        }

        @Override
        public boolean isDiscrete() {
            return true;
        }

        @Override
        public String toString() {
            return "IntegerGreaterThan(lower_bound=" + Bounds.text(lowerBound) + ")";
        }
    }

    /// All numbers.
    public record Real() implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            return value.eq(value);
        }

        @Override
        public String toString() {
            return "Real()";
        }
    }

    /// The numbers above a bound.
    public record GreaterThan(Tensor lowerBound) implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            return value.gt(lowerBound);
        }

        @Override
        public String toString() {
            return "GreaterThan(lower_bound=" + Bounds.text(lowerBound) + ")";
        }
    }

    /// The numbers from a bound on.
    public record GreaterThanEq(Tensor lowerBound) implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            return value.ge(lowerBound);
        }

        @Override
        public String toString() {
            return "GreaterThanEq(lower_bound=" + Bounds.text(lowerBound) + ")";
        }
    }

    /// The numbers below a bound.
    public record LessThan(Tensor upperBound) implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            return value.lt(upperBound);
        }

        @Override
        public String toString() {
            return "LessThan(upper_bound=" + Bounds.text(upperBound) + ")";
        }
    }

    /// The numbers between bounds.
    public record Interval(Tensor lowerBound, Tensor upperBound) implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            return value.ge(lowerBound).logicalAnd(value.le(upperBound));
        }

        @Override
        public String toString() {
            return "Interval(lower_bound=" + Bounds.text(lowerBound) + ", upper_bound=" + Bounds.text(upperBound) + ")";
        }
    }

    /// The numbers between bounds, the upper one left out.
    public record HalfOpenInterval(Tensor lowerBound, Tensor upperBound) implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            return value.ge(lowerBound).logicalAnd(value.lt(upperBound));
        }

        @Override
        public String toString() {
            return "HalfOpenInterval(lower_bound=" + Bounds.text(lowerBound) + ", upper_bound="
                    + Bounds.text(upperBound) + ")";
        }
    }

    /// Shares of a whole.
    public record Simplex() implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            return value.ge(0).all(-1).logicalAnd(value.sum(-1).sub(1).abs().lt(1e-6));
        }

        @Override
        public int eventDim() {
            return 1;
        }

        @Override
        public String toString() {
            return "Simplex()";
        }
    }

    /// Counts with at most a sum.
    public record Multinomial(Tensor upperBound) implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            return value.ge(0).all(-1).logicalAnd(value.sum(-1).le(upperBound));
        }

        @Override
        public boolean isDiscrete() {
            return true;
        }

        @Override
        public int eventDim() {
            return 1;
        }

        @Override
        public String toString() {
            return "Multinomial()";
        }
    }

    /// A set that only the distribution knows.
    public record Dependent() implements Constraint {
        @Override
        public Tensor check(Tensor value) {
            throw new DistributionException(
                    "dependent: what the values must be only the distribution knows, so they cannot"
                            + " be checked: ask the distribution's support() instead");
        }

        @Override
        public boolean isDependent() {
            return true;
        }

        @Override
        public String toString() {
            return "Dependent()";
        }
    }

    /// Events all of whose parts lie in a set.
    ///
    /// @param base the set of the parts
    /// @param reinterpretedBatchNdims the number of dims that an event has more
    public record Independent(Constraint base, int reinterpretedBatchNdims) implements Constraint {
        /// Checks the number of dims.
        public Independent {
            if (reinterpretedBatchNdims < 0) {
                throw new DistributionException("independent: reinterpretedBatchNdims is " + reinterpretedBatchNdims
                        + ": it must be 0 or more");
            }
        }

        @Override
        public Tensor check(Tensor value) {
            MatrixConstraints.requireDims("independent", value, eventDim());
            return Dims.allRightmost(base.check(value), reinterpretedBatchNdims);
        }

        @Override
        public boolean isDiscrete() {
            return base.isDiscrete();
        }

        @Override
        public int eventDim() {
            return base.eventDim() + reinterpretedBatchNdims;
        }

        @Override
        public boolean isDependent() {
            return base.isDependent();
        }

        @Override
        public String toString() {
            return "IndependentConstraint(" + base + ", " + reinterpretedBatchNdims + ")";
        }
    }

    /// Parts along a dim.
    ///
    /// @param parts the sets
    /// @param dim the dim
    /// @param lengths of the parts; 1 each if there are none
    public record Cat(List<Constraint> parts, int dim, List<Integer> lengths) implements Constraint {
        /// Checks the lengths.
        public Cat {
            parts = List.copyOf(parts);
            lengths = lengths.isEmpty() ? Collections.nCopies(parts.size(), 1) : List.copyOf(lengths);
            if (parts.isEmpty() || lengths.size() != parts.size()) {
                throw new DistributionException("cat: " + parts.size() + " parts and " + lengths.size()
                        + " lengths: give as many, and at least one");
            }
        }

        @Override
        public Tensor check(Tensor value) {
            List<Tensor> found = new ArrayList<>();
            int start = 0;
            for (int i = 0; i < parts.size(); i++) {
                found.add(parts.get(i).check(value.narrow(dim, start, lengths.get(i))));
                start += lengths.get(i);
            }
            return Obor.cat(found, dim);
        }

        @Override
        public boolean isDiscrete() {
            return parts.stream().anyMatch(Constraint::isDiscrete);
        }

        @Override
        public int eventDim() {
            return parts.stream().mapToInt(Constraint::eventDim).max().orElse(0);
        }

        @Override
        public String toString() {
            return "Cat()";
        }
    }

    /// Parts at the places of a dim.
    ///
    /// @param parts the sets
    /// @param dim the dim
    public record Stack(List<Constraint> parts, int dim) implements Constraint {
        /// Copies the list.
        public Stack {
            parts = List.copyOf(parts);
            if (parts.isEmpty()) {
                throw new DistributionException("stack: there are no parts: give at least one");
            }
        }

        @Override
        public Tensor check(Tensor value) {
            int count = Math.min(parts.size(), value.size(dim));
            List<Tensor> found = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                found.add(parts.get(i).check(value.select(dim, i)));
            }
            return Obor.stack(found, dim);
        }

        @Override
        public boolean isDiscrete() {
            return parts.stream().anyMatch(Constraint::isDiscrete);
        }

        @Override
        public int eventDim() {
            int most = parts.stream().mapToInt(Constraint::eventDim).max().orElse(0);
            return dim + most < 0 ? most + 1 : most;
        }

        @Override
        public String toString() {
            return "Stack()";
        }
    }
}
