package dev.obor.app.shell;

import dev.obor.plot.Picture;
import dev.obor.plot.PlotException;
import java.awt.GraphicsEnvironment;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The methods that a shell has beside the library's own.
public final class Shell {
    private static final int LETTERS = 100;

    private Shell() {}

    /// Opens a window with a picture; where there is no display, prints the picture in letters, saves it as a
    /// PNG in the current folder, and says so.
    public static void show(Picture picture) {
        if (!GraphicsEnvironment.isHeadless()) {
            try {
                picture.show();
                return;
            } catch (PlotException _) {
                // A display that cannot be reached is none: the picture is printed instead.
            }
        }
        print(picture, System.out, Path.of(""));
    }

    /// Prints a picture and saves it under the first name in a folder that is free.
    public static void print(Picture picture, PrintStream out, Path folder) {
        out.print(picture.toText(LETTERS, false));
        int number = 1;
        while (Files.exists(folder.resolve("figure-" + number + ".png"))) {
            number++;
        }
        out.println("saved " + picture.savePng(folder.resolve("figure-" + number + ".png")));
    }

    /// Prints what there is and how it is used.
    public static void help() {
        System.out.print(HELP);
    }

    private static final String HELP = """
            Obor in a Java shell. Type Java; a value is printed, a declaration is not.

              var x = randn(3, 4)                   a tensor; what PyTorch has under torch is here, too
              x.matmul(x.t()).relu().sum(0)         methods have PyTorch's names in camelCase
              x.rearrange("a b -> b a")             einops, and einsum
              F.softmax(x, -1)                      functions of neural networks
              var net = new Sequential(new Linear(4, 8), new ReLU(), new Linear(8, 2))
              new Adam(net.parameters(), 1e-3)      optimizers
              timeit(() -> x.matmul(x.t()))         how long something takes
              for (int i : progress(100)) { }       a loop with a bar
              show(Figure.of().line(x.get(0)))      a figure: in a window, or printed and saved

            What the guide (docs/guide) imports is imported here, too.

            Keys and commands: Tab completes names, twice shows the documentation of what there is;
            /vars, /imports and /history list, /save FILE keeps what was typed, /exit ends.
            """;
}
