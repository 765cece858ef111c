/// A trainer that a person can ignore: the loop over epochs and batches, with evaluation, early stopping, schedules of
/// learning rates, clipping and accumulation of gradients, and checkpoints from which a killed run goes on.
///
/// ```java
/// TrainingResult result = Trainer.supervised(net, F::crossEntropy, optimizer, loader)
///         .schedule(new CosineAnnealingLR(optimizer, 10), Trainer.Pace.EPOCH)
///         .evaluate(() -> Evaluation.classification(net, testLoader))
///         .earlyStopping("accuracy", Goal.MAX, 3)
///         .checkpoints(Checkpoints.in(folder).everySteps(500).keepLast(2).best("accuracy", Goal.MAX))
///         .resume()
///         .train(10);
/// ```
///
/// A *step* is one change of the parameters, made of one batch or of several whose gradients are accumulated. A
/// *checkpoint* is a file of PyTorch's zip form with the state of model, optimizer, schedule and generators, and the place in
/// the pass; it is written atomically, after a step. A run that was killed and goes on from its checkpoint ends with the
/// weights of one that was not, bit for bit, as long as all chance comes from generators that the trainer knows: the
/// process's, the loader's, and those given to [dev.obor.training.Trainer#generator].
///
/// Nothing is printed here: a [dev.obor.training.TrainingListener] hears of steps and epochs.
package dev.obor.training;
