package dev.obor.tensor;

import dev.obor.error.AutogradException;
import dev.obor.error.OborException;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Messages that say where in the program an operator was called whose gradient went wrong.
final class Anomaly {
    private Anomaly() {}

    /// Checks that a gradient holds no NaN.
    ///
    /// @throws AutogradException if it does; the message shows the call
    static void check(Node.Applied node, int input, Tensor gradient) {
        if (gradient.dtype().isFloating() && gradient.detach().isnan().any().itemBoolean()) {
            throw new AutogradException(
                    "backward: the gradient of " + node.op.name() + " for its input " + input + ", of shape "
                            + gradient.shape() + ", holds NaN; " + node.op.name() + " was called" + place(node));
        }
    }

    /// Returns an error of a gradient, with the call if it is known.
    static OborException placed(Node.Applied node, OborException error) {
        return node.call == null
                ? error
                : new AutogradException(
                        error.getMessage() + "; " + node.op.name() + " was called" + place(node), error);
    }

    /// The frames of the user's program: all above the library's own.
    private static String place(Node.Applied node) {
        StackTraceElement[] frames = node.call.getStackTrace();
        int first = 0;
        while (first < frames.length && isLibrary(frames[first].getClassName())) {
            first++;
        }
        return Arrays.stream(frames, Math.min(first, frames.length), frames.length)
                .limit(8)
                .map(frame -> System.lineSeparator() + "    at " + frame)
                .collect(Collectors.joining());
    }

    private static boolean isLibrary(String name) {
        return name.startsWith("dev.obor.tensor.")
                || name.startsWith("dev.obor.eager.")
                || name.startsWith("dev.obor.nn.")
                || name.startsWith("dev.obor.Obor");
    }
}
