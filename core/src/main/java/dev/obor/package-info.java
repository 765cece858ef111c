/// The façade: {@code Obor} plays the part of PyTorch's {@code torch} namespace.
package dev.obor;
