package dev.obor.app;

import dev.obor.Obor;
import dev.obor.error.FormatException;
import dev.obor.tensor.Tensor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Tells which digits images show.
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description =
                "Tells which digit each image shows. Images may have any size and colours, dark on light or light on"
                        + " dark; one digit each.")
final class PredictCommand implements Callable<Integer> {
    private static final int PIXELS = 784;

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Image files.")
    private List<Path> images = List.of();

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "A model.safetensors that obor train wrote.")
    private Path model;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    PredictCommand() {}

    @Override
    public Integer call() {
        Classifier classifier = Classifier.load(model);
        if (classifier.sizes().getFirst() != PIXELS) {
            throw new FormatException("predict: " + model + ": its input has "
                    + classifier.sizes().getFirst() + " features, and images of digits have " + PIXELS);
        }
        List<Tensor> rows = new ArrayList<>();
        for (Path image : images) {
            rows.add(Obor.fromArray(InkImage.read(image).toMnist()));
        }
        Tensor probabilities = classifier.probabilities(Obor.stack(rows, 0));
        PrintWriter out = spec.commandLine().getOut();
        for (int i = 0; i < images.size(); i++) {
            float[] p = probabilities.select(0, i).toFloatArray();
            if (Float.isNaN(p[0])) {
                throw new FormatException(
                        "predict: " + model + ": its weights give no numbers, as after a training that"
                                + " diverged: train anew with a smaller --lr");
            }
            List<Integer> order = IntStream.range(0, p.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(c -> -p[c]))
                    .toList();
            StringBuilder line = new StringBuilder(images.get(i) + ": " + order.getFirst());
            for (int rank = 0; rank < Math.min(3, p.length); rank++) {
                line.append(String.format(
                        Locale.ROOT,
                        rank == 0 ? "  (%d: %.1f %%" : ", %d: %.1f %%",
                        order.get(rank),
                        100 * p[order.get(rank)]));
            }
            out.println(line.append(')'));
        }
        return CommandLine.ExitCode.OK;
    }
}
