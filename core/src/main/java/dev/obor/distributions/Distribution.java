package dev.obor.distributions;

import dev.obor.Obor;
import dev.obor.error.DistributionException;
import dev.obor.error.ShapeException;
import dev.obor.layout.Shape;
import dev.obor.random.Generator;
import dev.obor.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// A probability distribution, or a batch of them: one for each element of its parameters. Immutable.
///
/// A sample has the shape `sampleShape + batchShape + eventShape`. Parameters are checked where a
/// distribution is made, values where their density is asked for, unless validation is off.
///
/// ```java
/// Distribution weight = new Normal(Obor.zeros(3), Obor.ones(3));     // a batch of 3
/// weight.sample(1000);                                              // of shape [1000, 3]
/// weight.logProb(x).sum().backward();
/// ```
///
/// A distribution of one's own extends this class, gives its parameters to the constructor, and overrides
/// [#expanded], [#support], [#logDensity], one of [#drawn] and [#reparameterized], and whichever moments it
/// has.
public abstract class Distribution {
    private static volatile boolean validatesByDefault = true;
    private static final ScopedValue<Boolean> VALIDATION = ScopedValue.newInstance();

    private final Shape batchShape;
    private final Shape eventShape;
    private final List<Parameter> parameters;
    private boolean validateArgs;

    /// A named parameter and what it must satisfy.
    ///
    /// @param name PyTorch's, as `covariance_matrix`
    /// @param value as given, broadcast with the others
    /// @param constraint what is checked
    public record Parameter(String name, Tensor value, Constraint constraint) {}

    /// Makes a distribution and checks its parameters if validation is on.
    ///
    /// @throws DistributionException if a parameter violates its constraint
    @SuppressWarnings("this-escape")
    protected Distribution(Shape batchShape, Shape eventShape, Parameter... parameters) {
        this.batchShape = batchShape;
        this.eventShape = eventShape;
        this.parameters = List.of(parameters);
        this.validateArgs = validates();
        if (validateArgs) {
            for (Parameter parameter : parameters) {
                check(parameter);
            }
        }
    }

    private void check(Parameter parameter) {
        if (parameter.constraint().isDependent()) {
            return;
        }
        Tensor value = parameter.value().detach();
        if (!Validity.holds(parameter.constraint(), value)) {
            Tensor valid = parameter.constraint().check(value);
            throw new DistributionException(name() + ": the parameter " + parameter.name() + " must satisfy "
                    + parameter.constraint() + ", but " + firstInvalid(value, valid) + ": correct it");
        }
    }

    /// Says which element, or event, of a value is the first that is not valid.
    private static String firstInvalid(Tensor value, Tensor valid) {
        boolean[] holds = valid.toBooleanArray();
        int place = 0;
        while (holds[place]) {
            place++;
        }
        if (valid.dim() == 0 && value.dim() == 0) {
            return "it is " + Bounds.text(value);
        }
        Tensor first = value;
        int rest = place;
        int size = holds.length;
        for (int d = 0; d < valid.dim(); d++) {
            size /= valid.size(d);
            first = first.select(0, value.size(d) == valid.size(d) ? rest / size : 0);
            rest %= size;
        }
        String where = valid.dim() == 0 ? "" : " at " + Dims.index(valid.shape(), place);
        return "it holds " + (first.dim() == 0 ? Bounds.text(first) : first.toString()) + where;
    }

    /// Sets whether parameters and values are checked where nothing else is said; they are, at first.
    public static void setDefaultValidateArgs(boolean validates) {
        validatesByDefault = validates;
    }

    /// Runs a body that makes distributions with validation on or off, on the current thread.
    ///
    /// ```java
    /// Normal fast = Distribution.withValidation(false, () -> new Normal(loc, scale));
    /// ```
    public static <T> T withValidation(boolean validates, Supplier<T> body) {
        return ScopedValue.where(VALIDATION, validates).call(body::get);
    }

    private static boolean validates() {
        return VALIDATION.isBound() ? VALIDATION.get() : validatesByDefault;
    }

    /// Returns this distribution with validation on or off. Turning it on checks the parameters.
    ///
    /// @throws DistributionException if a parameter violates its constraint
    public final Distribution withValidation(boolean validates) {
        if (validates && !validateArgs) {
            parameters.forEach(this::check);
        }
        return withValidation(validates, () -> expandedUnchecked(batchShape, validates));
    }

    /// Tells whether values are checked.
    public final boolean validateArgs() {
        return validateArgs;
    }

    /// Returns the shape of the batch.
    public final Shape batchShape() {
        return batchShape;
    }

    /// Returns the shape of one event: `[]` for numbers.
    public final Shape eventShape() {
        return eventShape;
    }

    /// Returns the parameters, under their names.
    public final Map<String, Tensor> parameters() {
        Map<String, Tensor> result = new LinkedHashMap<>();
        parameters.forEach(parameter -> result.put(parameter.name(), parameter.value()));
        return result;
    }

    /// Returns what the parameters must satisfy, under their names.
    public final Map<String, Constraint> argConstraints() {
        Map<String, Constraint> result = new LinkedHashMap<>();
        parameters.forEach(parameter -> result.put(parameter.name(), parameter.constraint()));
        return result;
    }

    /// Returns the set of values with a density.
    public abstract Constraint support();

    /// Tells whether samples carry gradients with respect to the parameters.
    public boolean hasRsample() {
        return false;
    }

    /// Tells whether the values can be listed.
    public boolean hasEnumerateSupport() {
        return false;
    }

    /// Returns this distribution for a larger batch, which shares the parameters' memory.
    ///
    /// @throws ShapeException if the batch's shape does not expand to this one
    public final Distribution expand(int... sizes) {
        return expand(Shape.of(sizes));
    }

    /// Returns this distribution for a larger batch, which shares the parameters' memory.
    ///
    /// @throws ShapeException if the batch's shape does not expand to this one
    public final Distribution expand(Shape batch) {
        return expandedUnchecked(batch, validateArgs);
    }

    private Distribution expandedUnchecked(Shape batch, boolean validates) {
        Distribution result = withValidation(false, () -> expanded(batch));
        result.validateArgs = validates;
        return result;
    }

    /// Returns this distribution with its parameters expanded to a batch.
    protected abstract Distribution expanded(Shape batch);

    /// Returns random values, without gradients, from the process's generator.
    public final Tensor sample(int... sampleShape) {
        return sample(Generator.standard(), sampleShape);
    }

    /// Returns random values, without gradients.
    ///
    /// @return of shape `sampleShape + batchShape + eventShape`
    public final Tensor sample(Generator generator, int... sampleShape) {
        Shape shape = Shape.of(sampleShape);
        return Obor.noGrad(() -> drawn(shape, generator));
    }

    /// Returns random values that carry gradients with respect to the parameters, from the process's generator.
    ///
    /// @throws DistributionException unless [#hasRsample()]
    public final Tensor rsample(int... sampleShape) {
        return rsample(Generator.standard(), sampleShape);
    }

    /// Returns random values that carry gradients with respect to the parameters.
    ///
    /// @return of shape `sampleShape + batchShape + eventShape`
    /// @throws DistributionException unless [#hasRsample()]
    public final Tensor rsample(Generator generator, int... sampleShape) {
        if (!hasRsample()) {
            throw new DistributionException(
                    "rsample: " + name() + " is not reparameterized, so that its samples carry no"
                            + " gradients: use sample() and the gradient of logProb");
        }
        return reparameterized(Shape.of(sampleShape), generator);
    }

    /// Returns random values; called without recording.
    protected Tensor drawn(Shape sampleShape, Generator generator) {
        return reparameterized(sampleShape, generator);
    }

    /// Returns random values that depend on the parameters in a differentiable way.
    protected Tensor reparameterized(Shape sampleShape, Generator generator) {
        throw unknown("sample");
    }

    /// Returns the logarithm of the density, or of the probability, of values.
    ///
    /// @param value broadcastable with `batchShape + eventShape`
    /// @return of the value's and the batch's broadcast shape, without the event's dims
    /// @throws DistributionException if a value lies outside of the support
    /// @throws ShapeException if the value's shape does not fit
    public final Tensor logProb(Tensor value) {
        checkValue("logProb", value);
        return logDensity(value);
    }

    /// Returns the logarithm of the density, or of the probability, of a number.
    ///
    /// @throws DistributionException if it lies outside of the support
    public final Tensor logProb(double value) {
        return logProb(Tensor.number(value));
    }

    /// Returns the density, or the probability, of values: the exponential of [#logProb(Tensor)].
    public final Tensor prob(Tensor value) {
        return logProb(value).exp();
    }

    /// Returns the logarithm of the density of values that were checked.
    protected abstract Tensor logDensity(Tensor value);

    /// Returns the probability of being at most a value.
    ///
    /// @throws DistributionException if a value lies outside of the support, or there is no closed form
    public final Tensor cdf(Tensor value) {
        checkValue("cdf", value);
        return cumulative(value);
    }

    /// Returns the probability of being at most a value that was checked.
    protected Tensor cumulative(Tensor value) {
        throw unknown("cdf");
    }

    /// Returns the values below which there is a probability: the inverse of [#cdf(Tensor)].
    ///
    /// @throws DistributionException if there is no closed form
    public final Tensor icdf(Tensor probability) {
        return quantile(probability);
    }

    /// Returns the values below which there is a probability.
    protected Tensor quantile(Tensor probability) {
        throw unknown("icdf");
    }

    /// Returns the mean, of shape `batchShape + eventShape`; NaN where there is none.
    ///
    /// @throws DistributionException if there is no closed form
    public Tensor mean() {
        throw unknown("mean");
    }

    /// Returns a value of the greatest density; NaN where there is none.
    ///
    /// @throws DistributionException if there is no closed form
    public Tensor mode() {
        throw unknown("mode");
    }

    /// Returns the variance.
    ///
    /// @throws DistributionException if there is no closed form
    public Tensor variance() {
        throw unknown("variance");
    }

    /// Returns the standard deviation.
    ///
    /// @throws DistributionException if there is no closed form
    public Tensor stddev() {
        return variance().sqrt();
    }

    /// Returns the entropy in nats, of the batch's shape.
    ///
    /// @throws DistributionException if there is no closed form
    public Tensor entropy() {
        throw unknown("entropy");
    }

    /// Returns the exponential of the entropy.
    ///
    /// @throws DistributionException if there is no closed form
    public final Tensor perplexity() {
        return entropy().exp();
    }

    /// Returns all values, the batch's dims filled with equal ones: see [#enumerateSupport(boolean)].
    public final Tensor enumerateSupport() {
        return enumerateSupport(true);
    }

    /// Returns all values along a first dim.
    ///
    /// @param expand whether the batch's dims have their size, else 1
    /// @return of shape `[count] + batchShape + eventShape`
    /// @throws DistributionException unless [#hasEnumerateSupport()]
    public final Tensor enumerateSupport(boolean expand) {
        if (!hasEnumerateSupport()) {
            throw new DistributionException(
                    "enumerateSupport: the values of " + name() + " cannot be listed: sample them");
        }
        Tensor values = values();
        int[] sizes = new int[1 + batchShape.rank()];
        Arrays.fill(sizes, 1);
        sizes[0] = values.size(0);
        Tensor result = values.reshape(Dims.concat(Shape.of(sizes), eventShape));
        return expand ? result.expand(Dims.concat(Shape.of(sizes[0]), batchShape, eventShape)) : result;
    }

    /// Returns all values, of shape `[count] + eventShape`.
    protected Tensor values() {
        throw unknown("enumerateSupport");
    }

    /// Returns the class's name, for messages.
    final String name() {
        return getClass().getSimpleName();
    }

    /// Returns the exception for what has no closed form.
    protected final DistributionException unknown(String what) {
        return new DistributionException(what + ": " + name() + " has none in closed form: estimate it from samples");
    }

    /// Returns the shape of samples.
    protected final Shape extended(Shape sampleShape) {
        return Dims.concat(sampleShape, batchShape, eventShape);
    }

    /// Requires values of a shape that fits and within the support, if validation is on.
    ///
    /// @throws DistributionException if a value lies outside of the support
    /// @throws ShapeException if the value's shape does not fit
    protected void checkValue(String op, Tensor value) {
        if (!validateArgs) {
            return;
        }
        int events = eventShape.rank();
        if (value.dim() < events || !Dims.last(value.shape(), events).equals(eventShape)) {
            throw new ShapeException(op + ": the value has shape " + value.shape() + " and must end in the shape "
                    + eventShape + " of one event of " + name() + ": reshape it");
        }
        Dims.broadcast(op + " of " + name(), value.shape(), Dims.concat(batchShape, eventShape));
        Tensor plain = value.detach();
        if (!Validity.holds(support(), plain)) {
            Tensor valid = support().check(plain);
            throw new DistributionException(op + ": the value must lie within the support " + support() + " of " + this
                    + ", but "
                    + firstInvalid(
                            plain.expand(Dims.concat(
                                    valid.shape(),
                                    Dims.last(plain.shape(), support().eventDim()))),
                            valid)
                    + ": correct it");
        }
    }

    /// Returns the class and the parameters: single numbers as such, else shapes.
    @Override
    public String toString() {
        return parameters.stream()
                .map(parameter -> parameter.name() + ": " + text(parameter.value()))
                .collect(Collectors.joining(", ", name() + "(", ")"));
    }

    private static String text(Tensor value) {
        return value.numel() == 1 ? Bounds.text(value) : value.shape().toString();
    }
}
