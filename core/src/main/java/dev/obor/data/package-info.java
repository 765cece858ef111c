/// Datasets and their batches: a [dev.obor.data.TensorDataset] holds tensors with one entry for each example, a
/// [dev.obor.data.DataLoader] goes through them in batches, shuffled if asked.
///
/// ```java
/// for (List<Tensor> batch : DataLoader.of(new TensorDataset(images, labels)).batchSize(64).shuffle(true)) { … }
/// ```
///
/// A [dev.obor.data.Dataset] has examples by number, an [dev.obor.data.IterableDataset] is a stream of them.
/// How examples become a batch is a function; those of [dev.obor.data.Collate] do what PyTorch does.
package dev.obor.data;
