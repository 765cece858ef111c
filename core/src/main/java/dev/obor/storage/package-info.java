/// The arrays behind tensors: [dev.obor.storage.Storage] is sealed, with one final class for each array type;
/// [dev.obor.storage.View] is a storage seen through a layout and a dtype, which is all that a backend is
/// ever handed.
///
/// On the CPU a storage is a plain Java array: nothing to close, nothing to leak. No arithmetic belongs here.
package dev.obor.storage;
