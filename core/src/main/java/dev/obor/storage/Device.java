package dev.obor.storage;

/// Where a storage lies.
///
/// @param type the kind of device, such as `cpu`
/// @param index its number among its kind
public record Device(String type, int index) {
    /// The Java heap.
    public static final Device CPU = new Device("cpu", 0);

    // A record's own comparison is linked when it is first used, which costs a program's start ten milliseconds.
    @Override
    public boolean equals(Object other) {
        return other instanceof Device that && index == that.index && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + index;
    }

    /// Returns the name, as in `cpu` or `cuda:1`.
    @Override
    public String toString() {
        return type.equals("cpu") ? type : type + ":" + index;
    }
}
