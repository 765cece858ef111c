package dev.obor.einops;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// What was made of keys before. It forgets everything when it is full: programs have few patterns, and one that makes
/// patterns without end shall not fill the memory.
final class Cache<K, V> {
    private static final int MOST = 1024;

    private final ConcurrentHashMap<K, V> entries = new ConcurrentHashMap<>();

    /// Returns the value of a key, made if need be; what cannot be made is not kept.
    V get(K key, Function<K, V> make) {
        V value = entries.get(key);
        if (value == null) {
            value = make.apply(key);
            if (entries.size() >= MOST) {
                entries.clear();
            }
            entries.put(key, value);
        }
        return value;
    }
}
