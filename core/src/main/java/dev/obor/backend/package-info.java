/// What computes: a [dev.obor.backend.Backend] is handed operators and strided views, never a tensor, a graph or a
/// gradient. [dev.obor.backend.Backends] finds those on the path by `ServiceLoader` and chooses the best for
/// a device.
package dev.obor.backend;
