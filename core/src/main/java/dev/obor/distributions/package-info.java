/// Probability distributions with PyTorch's names, numbers and gradients.
///
/// ```java
/// Normal prior = new Normal(0, 1);
/// Tensor x = prior.sample(1000);
/// Tensor score = prior.logProb(x);
/// Tensor distance = KlDivergence.of(new Normal(loc, scale), prior);
/// ```
///
/// # Vocabulary
///
/// An *event* is one value that a distribution gives: a number, a vector, a matrix. A *batch* is an array of
/// distributions of one kind, one for each element (or row) of the parameters. A *sample* has the shape
/// `sampleShape + batchShape + eventShape`, a log probability that of `sampleShape + batchShape`.
/// [dev.obor.distributions.Independent] makes dims of the batch dims of the event.
///
/// A [dev.obor.distributions.Constraint] is a set of values: a parameter must lie in one, the *support* is one. A
/// [dev.obor.distributions.Transform] maps one set to another and knows by how much it stretches volumes, so that
/// [dev.obor.distributions.TransformedDistribution] knows its density. `Constraints`, `ConstraintRegistry` and
/// [dev.obor.distributions.KlDivergence] hold what is known of pairs, and users add theirs.
///
/// A sample is *reparameterized* (`rsample`) if it is a differentiable function of the parameters and of
/// numbers that do not depend on them.
///
/// # Rules
///
/// - Distributions are immutable. Constructors take tensors, and numbers where all parameters are numbers;
///   where PyTorch has alternative parameters, static methods name them: `Bernoulli.ofProbs(p)`,
///   `Bernoulli.ofLogits(l)`.
/// - A number takes on the dtype of the other parameters, float32 if there is none.
/// - A log density is one pointwise operator (`Densities`), so that it is one pass over the values.
/// - Random numbers come from `dev.obor.random`, in the order in which PyTorch draws them.
///
/// Nothing here knows of modules, devices or backends.
package dev.obor.distributions;
