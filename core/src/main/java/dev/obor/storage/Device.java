package dev.obor.storage;

/// Where a storage lies.
///
/// @param type the kind of device, such as `cpu`
/// @param index its number among its kind
public record Device(String type, int index) {
    /// The Java heap.
    public static final Device CPU = new Device("cpu", 0);

    /// Returns the name, as in `cpu` or `cuda:1`.
    @Override
    public String toString() {
        return type.equals("cpu") ? type : type + ":" + index;
    }
}
