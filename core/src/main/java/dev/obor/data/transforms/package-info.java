/// Changes of images, in the spirit of torchvision's transforms.
///
/// An image is a tensor `[…, channels, height, width]`. [dev.obor.data.transforms.Images] has the changes themselves;
/// [dev.obor.data.transforms.Transforms] makes them, and random ones, into [dev.obor.data.transforms.Transform]s that can be
/// composed. Random ones draw from a generator that is handed over, for a loader's example one of its own, so the same seed
/// gives the same images whatever the number of workers.
package dev.obor.data.transforms;
