package dev.obor.einops;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// What was made of keys before. It forgets everything when it is full: programs have few patterns, and one
/// that makes patterns without end shall not fill the memory.
final class Cache<K, V> {
    private final int most;
    private final ConcurrentHashMap<K, V> entries = new ConcurrentHashMap<>();

    /// @param most how many values are kept
    Cache(int most) {
        this.most = most;
    }

    /// Returns the value of a key, made if need be; what cannot be made is not kept.
    V get(K key, Function<K, V> make) {
        V value = entries.get(key);
        if (value == null) {
            value = make.apply(key);
            if (entries.size() >= most) {
                entries.clear();
            }
            entries.put(key, value);
        }
        return value;
    }
}
