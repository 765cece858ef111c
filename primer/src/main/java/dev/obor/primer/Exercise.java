package dev.obor.primer;

import java.util.function.Consumer;

/// A small program that shows one thing and checks its result.
///
/// @param id the letter of its set and its number, such as `A4`
/// @param title what it does, a few words
/// @param body the program
public record Exercise(String id, String title, Consumer<Page> body) {
    /// Returns the letter of the set.
    public String set() {
        return id.substring(0, 1);
    }
}
