/// Changes of images for training: conversion, normalization, resizing, cropping, flips, rotations and affine
/// maps, with torchvision's names and meanings.
///
/// ```java
/// Transform augment = Transforms.compose(
///         Transforms.randomCrop(32, 32, 4),
///         Transforms.randomHorizontalFlip(0.5),
///         Transforms.toTensor(),
///         Transforms.normalize(new double[] {0.4914, 0.4822, 0.4465}, new double[] {0.247, 0.2435, 0.2616}));
/// Dataset<List<Tensor>> train = Transforms.onImages(dataset, augment);
/// ```
///
/// An *image* is a tensor of shape `[…, C, H, W]`: any number of leading dims, channels, rows, columns. A *transform*
/// ([dev.obor.data.transforms.Transform]) takes an image and a generator; those that are not random draw
/// nothing from it. A loader hands each example a generator of its own, so random changes do not depend on
/// the number of workers. With a Mersenne Twister the draws are those that torchvision makes of PyTorch's
/// generator. All images of a batch in leading dims are changed alike. The functions without chance are in
/// [dev.obor.data.transforms.Vision].
///
/// No file is read here, and nothing that changes labels or boxes belongs here.
package dev.obor.data.transforms;
