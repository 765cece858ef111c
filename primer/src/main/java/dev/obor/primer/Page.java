package dev.obor.primer;

import dev.obor.Obor;
import dev.obor.plot.Picture;
import dev.obor.tensor.Tensor;
import dev.obor.testing.TensorAssertions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/// What an exercise writes on: its text, its values, its pictures, and the checks of them. A check that
/// fails throws an [AssertionError] with what was expected and what was found.
public final class Page {
    private static final String INDENT = "    ";
    private static final int WIDTH = 100;
    private static final double RTOL = 1e-5;
    private static final double ATOL = 1e-4;

    private final String id;
    private final PrintWriter out;
    private final Path folder;
    private final Digits digits;

    /// Makes a page.
    ///
    /// @param id the exercise's, with which the names of its pictures begin
    /// @param folder where its pictures go
    public Page(String id, PrintWriter out, Path folder, Digits digits) {
        this.id = id;
        this.out = out;
        this.folder = folder;
        this.digits = digits;
    }

    /// Returns the images of digits.
    public Digits digits() {
        return digits;
    }

    /// Returns the folder for files.
    public Path folder() {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("primer: the folder " + folder + " cannot be made: choose another", e);
        }
    }

    /// Prints a paragraph, broken into lines.
    public void say(String text) {
        StringBuilder line = new StringBuilder(INDENT);
        for (String word : text.strip().split("\\s+", -1)) {
            if (line.length() + word.length() > WIDTH) {
                out.println(line.toString().stripTrailing());
                line.setLength(INDENT.length());
            }
            line.append(word).append(' ');
        }
        out.println(line.toString().stripTrailing());
    }

    /// Prints a value, its further lines below its first.
    public void show(Object value) {
        print(INDENT + "  ", value);
    }

    /// Prints a value with its name.
    public void show(String name, Object value) {
        print(INDENT + "  " + name + " = ", value);
    }

    private void print(String before, Object value) {
        String text = value instanceof double[] array ? Arrays.toString(array) : String.valueOf(value);
        out.println((before + text).replace("\n", "\n" + " ".repeat(before.length())));
    }

    /// Saves a picture as a PNG file whose name begins with the exercise's id, and says where.
    public void picture(String name, Picture picture) {
        Path file = folder().resolve(id + "-" + name + ".png");
        picture.savePng(file);
        out.println(INDENT + "  picture: " + file);
    }

    /// Checks that a tensor has exactly the shape, dtype and elements that are expected.
    public void same(Tensor actual, Tensor expected) {
        TensorAssertions.assertClose(actual, expected, 0, 0);
    }

    /// Checks that a value is what is expected.
    public void same(Object actual, Object expected) {
        if (!Objects.equals(actual, expected)) {
            throw new AssertionError("expected " + expected + ", actual " + actual);
        }
    }

    /// Checks that a tensor has the shape and dtype that are expected, and elements within 1e-4 + 1e-5 ·
    /// |expected|.
    public void close(Tensor actual, Tensor expected) {
        close(actual, expected, RTOL, ATOL);
    }

    /// Checks that a tensor has the shape and dtype that are expected, and elements within atol + rtol ·
    /// |expected|.
    public void close(Tensor actual, Tensor expected, double rtol, double atol) {
        TensorAssertions.assertClose(actual, expected, rtol, atol);
    }

    /// Checks a tensor of one dim, or of none, against numbers.
    public void close(Tensor actual, double... expected) {
        Tensor numbers = Obor.fromArray(expected).to(actual.dtype());
        close(actual, actual.dim() == 0 && expected.length == 1 ? numbers.squeeze() : numbers);
    }

    /// Checks that a number lies within a distance of what is expected.
    public void near(double actual, double expected, double distance) {
        if (!(Math.abs(actual - expected) <= distance)) {
            throw new AssertionError("expected " + expected + " ± " + distance + ", actual " + actual);
        }
    }

    /// Checks a claim.
    public void holds(String claim, boolean truth) {
        if (!truth) {
            throw new AssertionError("expected that " + claim + ", and it is not so");
        }
    }

    /// Checks that a piece of code throws an exception of a kind, and prints its text.
    public void fails(Class<? extends Exception> kind, Runnable code) {
        try {
            code.run();
        } catch (RuntimeException e) {
            if (!kind.isInstance(e)) {
                throw new AssertionError("expected a " + kind.getSimpleName() + ", actual " + e, e);
            }
            print(INDENT + "  error: ", e.getMessage());
            return;
        }
        throw new AssertionError("expected a " + kind.getSimpleName() + ", actual: nothing was thrown");
    }

    /// Returns the place in an exercise where an exception arose.
    static String place(Throwable e) {
        for (StackTraceElement frame : e.getStackTrace()) {
            if (frame.getClassName().startsWith("dev.obor.primer.")
                    && !frame.getClassName().equals(Page.class.getName())) {
                return frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return "an unknown place";
    }
}
