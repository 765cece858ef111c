/// Datasets and their batches: a [dev.obor.data.TensorDataset] holds tensors with one entry for each example, a
/// [dev.obor.data.DataLoader] goes through them in batches, shuffled if asked.
///
/// ```java
/// for (List<Tensor> batch : DataLoader.of(new TensorDataset(images, labels)).batchSize(64).shuffle(true)) { … }
/// ```
package dev.obor.data;
