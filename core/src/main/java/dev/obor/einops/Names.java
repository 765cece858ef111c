package dev.obor.einops;

/// The rule for names of axes: a letter, then letters, digits and underscores, the last one no underscore.
final class Names {
    private Names() {}

    /// Returns what is wrong with a name, and what to do; empty if nothing is.
    static String problem(String name) {
        if (name.isEmpty()) {
            return "it is empty: give it a letter";
        }
        if (name.startsWith("_") || name.endsWith("_")) {
            return "underscores stand inside of names only: take the outer ones away";
        }
        if (!Character.isLetter(name.codePointAt(0))) {
            return "names begin with a letter: put the digits last";
        }
        return name.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')
                ? ""
                : "names hold letters, digits and underscores: take other symbols away";
    }
}
