package dev.obor.io;

import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.storage.View;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The places where MNIST is looked for, in this order:
///
/// 1. a given folder; when there is one, no other place is tried;
/// 2. the folder that the environment variable `OBOR_DATA` names;
/// 3. the user's cache, `obor/mnist` in `$XDG_CACHE_HOME` or else in `~/.cache`, whose files must be the
///    published ones;
/// 4. the mirrors, from which what the cache lacks is downloaded into it.
///
/// In a given or named folder, each of the four files may be gzipped or plain, and they may lie in the folder
/// itself, in its `mnist` or in its `MNIST/raw`. Those files must fit each other but need not be the published
/// ones, so that Fashion-MNIST can stand in for MNIST.
///
/// @param directory the given folder
/// @param environment the folder that `OBOR_DATA` names
/// @param cache the folder to keep downloads in; made when needed
/// @param mirrors http or https folders that have the gzipped files; empty to stay off the network
/// The sets of [MnistKind] are looked for in the same way, in folders of their own names.
///
/// @param progress hears how far each download has come
/// @param kind which of the sets is looked for
public record MnistSearch(
        Optional<Path> directory,
        Optional<Path> environment,
        Path cache,
        List<URI> mirrors,
        Progress progress,
        MnistKind kind) {
    private static final String OP = "mnist";

    /// Makes a search for MNIST itself.
    public MnistSearch(
            Optional<Path> directory, Optional<Path> environment, Path cache, List<URI> mirrors, Progress progress) {
        this(directory, environment, cache, mirrors, progress, MnistKind.MNIST);
    }

    /// What a search comes to.
    public sealed interface Outcome permits Found, Missing {}

    /// MNIST, and in it where it is from.
    public record Found(Mnist mnist) implements Outcome {}

    /// No place has it, and a sentence that says why.
    public record Missing(String reason) implements Outcome {}

    /// Checks the mirrors' addresses.
    ///
    /// @throws DataException if one is not an http or https address
    public MnistSearch {
        mirrors = List.copyOf(mirrors);
        for (URI mirror : mirrors) {
            boolean web = "http".equalsIgnoreCase(mirror.getScheme()) || "https".equalsIgnoreCase(mirror.getScheme());
            if (!web || mirror.getHost() == null) {
                throw new DataException(OP + ": mirror " + mirror + " is no http or https address: correct it");
            }
        }
    }

    /// Returns the search of the places above, with nothing given.
    public static MnistSearch standard() {
        return standard(MnistKind.MNIST);
    }

    /// Returns the search for one of the sets, with nothing given.
    public static MnistSearch standard(MnistKind kind) {
        return of(kind, System.getenv(), Path.of(System.getProperty("user.home", "")));
    }

    static MnistSearch of(Map<String, String> environment, Path home) {
        return of(MnistKind.MNIST, environment, home);
    }

    /// Returns the search for a user with this environment and home.
    static MnistSearch of(MnistKind kind, Map<String, String> environment, Path home) {
        Optional<Path> named = Optional.ofNullable(environment.get("OBOR_DATA"))
                .filter(s -> !s.isBlank())
                .map(Path::of);
        // The XDG base directory specification tells to ignore a path that is not absolute.
        Path caches = Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home.resolve(".cache"));
        Path cache = caches.resolve("obor").resolve(kind.folder());
        return new MnistSearch(Optional.empty(), named, cache, kind.mirrors(), Progress.none(), kind);
    }

    /// Returns this search with a folder given, which is then the only place.
    public MnistSearch withDirectory(Path folder) {
        return new MnistSearch(Optional.of(folder), environment, cache, mirrors, progress, kind);
    }

    /// Returns this search with a listener to downloads.
    public MnistSearch withProgress(Progress listener) {
        return new MnistSearch(directory, environment, cache, mirrors, listener, kind);
    }

    /// Returns this search with other mirrors; without any, it stays off the network.
    public MnistSearch withMirrors(List<URI> addresses) {
        return new MnistSearch(directory, environment, cache, addresses, progress, kind);
    }

    /// Looks in the places in turn.
    ///
    /// @throws DataException if the given folder lacks any of the files, or the folder that `OBOR_DATA` names
    ///     has some but not all; or a file there cannot be read
    /// @throws FormatException if a file in one of those folders is broken
    public Outcome run() {
        return run(kind.files(), Download.Limits.STANDARD);
    }

    Outcome run(List<MnistFile> files, Download.Limits limits) {
        if (directory.isPresent()) {
            return new Found(readFolder(given(directory.get(), files), files));
        }
        Optional<Path> named = environment.flatMap(folder -> locate(folder, files, kind.subfolders(false)));
        if (named.isPresent()) {
            return new Found(readFolder(named.get(), files));
        }
        String note = environment
                .map(folder -> "OBOR_DATA (" + folder + ") has no " + kind.title() + " files; ")
                .orElse("");
        return fromCacheOrMirrors(files, limits, note);
    }

    /// Returns where in the given folder the files are.
    private Path given(Path folder, List<MnistFile> files) {
        if (!Files.isDirectory(folder)) {
            throw new DataException(OP + ": " + folder + " is no folder: check the path");
        }
        return locate(folder, files, kind.subfolders(true))
                .orElseThrow(() -> new DataException(OP + ": " + folder + " has none of the files "
                        + files.getFirst().plainName() + " … " + files.getLast().plainName()
                        + " (.gz or plain), nor do its folders "
                        + kind.subfolders(true).get(1) + " and "
                        + kind.subfolders(true).get(2) + ": check the path"));
    }

    /// Returns the folder that has the files, of a folder and its subfolders; empty if none has any.
    private static Optional<Path> locate(Path folder, List<MnistFile> files, List<String> subfolders) {
        Optional<DataException> incomplete = Optional.empty();
        for (String sub : subfolders) {
            Path place = folder.resolve(sub);
            List<String> lacking = files.stream()
                    .filter(file -> file.in(place).isEmpty())
                    .map(MnistFile::plainName)
                    .toList();
            if (lacking.isEmpty()) {
                return Optional.of(place);
            }
            if (incomplete.isEmpty() && lacking.size() < files.size()) {
                incomplete = Optional.of(new DataException(OP + ": " + place + " lacks " + String.join(", ", lacking)
                        + " (.gz or plain): add what is missing"));
            }
        }
        if (incomplete.isPresent()) {
            throw incomplete.get();
        }
        return Optional.empty();
    }

    private Mnist readFolder(Path folder, List<MnistFile> files) {
        List<Path> paths =
                files.stream().map(file -> file.in(folder).orElseThrow()).toList();
        return assemble(folder.toString(), paths, paths.stream().map(Idx::read).toList());
    }

    private Mnist assemble(String origin, List<Path> files, List<View> views) {
        LabelledImages train = kind.images(origin, files.get(0), views.get(0), files.get(1), views.get(1));
        LabelledImages test = kind.images(origin, files.get(2), views.get(2), files.get(3), views.get(3));
        return new Mnist(train, test, origin);
    }

    private Outcome fromCacheOrMirrors(List<MnistFile> files, Download.Limits limits, String note) {
        Map<MnistFile, View> views = new LinkedHashMap<>();
        files.forEach(file -> file.intactIn(cache).ifPresent(view -> views.put(file, view)));
        String origin = "the cache " + cache;
        if (views.size() < files.size()) {
            try {
                origin = download(files, views, limits);
            } catch (IOException e) {
                return new Missing(OP + ": " + note + cache + " does not have it, and it cannot be downloaded ("
                        + e.getMessage() + "): give a folder that has the four files");
            }
        }
        List<Path> paths =
                files.stream().map(file -> cache.resolve(file.zippedName())).toList();
        return new Found(assemble(origin, paths, files.stream().map(views::get).toList()));
    }

    /// Adds the views that are not there yet and returns where they are from.
    private String download(List<MnistFile> files, Map<MnistFile, View> views, Download.Limits limits)
            throws IOException {
        Deque<URI> order = new ArrayDeque<>(mirrors);
        String kept = "";
        try (Download download = new Download(limits, progress)) {
            for (MnistFile file : files) {
                if (!views.containsKey(file)) {
                    Fetched fetched = fetch(download, order, file);
                    views.put(file, fetched.view);
                    kept = keep(fetched.body, file);
                }
            }
        }
        return order.getFirst().getHost() + ", " + kept;
    }

    private record Fetched(byte[] body, View view) {}

    /// Returns a file from the first mirror that can give it, which stays first; those that failed go behind.
    private static Fetched fetch(Download download, Deque<URI> order, MnistFile file) throws IOException {
        List<String> reasons = new ArrayList<>();
        for (int tried = 0; tried < order.size(); tried++) {
            URI mirror = order.getFirst();
            String folder = mirror.toString();
            try {
                URI source = URI.create(folder + (folder.endsWith("/") ? "" : "/") + file.zippedName());
                byte[] body = download.fetch(source, file.zippedName());
                return new Fetched(body, file.verified(body));
            } catch (IOException e) {
                reasons.add(mirror.getHost() + ": " + e.getMessage());
                order.addLast(order.removeFirst());
            }
        }
        throw new IOException(reasons.isEmpty() ? "no mirror is given" : String.join("; ", reasons));
    }

    /// Keeps a download in the cache, and says so; a cache that cannot be written to is no reason to refuse the
    /// data.
    private String keep(byte[] body, MnistFile file) {
        try {
            Files.createDirectories(cache);
            AtomicFile.write(cache.resolve(file.zippedName()), out -> out.write(body));
            return "kept in " + cache;
        } catch (IOException e) {
            return "not kept, as " + cache + " cannot be made (" + Faults.reason(e) + ")";
        } catch (DataException e) {
            return "not kept (" + e.getMessage() + ")";
        }
    }
}
