package dev.obor.testing;

/// Prints, for each public operator, a number made of the bits of what seeded calls give.
final class OperatorBits {
    private OperatorBits() {}

    /// Prints a line for each operator.
    ///
    /// @param arguments the number of calls of each operator, and the side of the square matrices
    public static void main(String[] arguments) {
        new OperatorFuzz(0, Integer.parseInt(arguments[1]))
                .bits(Integer.parseInt(arguments[0]))
                .forEach((method, bits) -> System.out.println("bits " + bits + " " + method));
    }
}
