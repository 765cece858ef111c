package dev.obor.app;

import dev.obor.backend.Backends;
import dev.obor.io.MnistSearch;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Tells what the library runs on.
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        description = "Tells versions, the backend, and where data would come from.")
final class InfoCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    InfoCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(spec.root().version()[0]);
        out.println("java: " + Runtime.version() + ", " + System.getProperty("java.vm.name"));
        out.println("system: " + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, heap of at most "
                + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB");
        out.println("backend: " + Backends.cpu().description());
        MnistSearch local = MnistSearch.standard().withMirrors(List.of());
        out.println("data: "
                + switch (local.run()) {
                    case MnistSearch.Found found ->
                        "MNIST from " + found.mnist().origin();
                    case MnistSearch.Missing _ -> "MNIST is not on this machine; obor train tries to download it";
                });
        out.println("cache: " + local.cache());
        return CommandLine.ExitCode.OK;
    }
}
