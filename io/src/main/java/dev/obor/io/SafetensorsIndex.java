package dev.obor.io;

import dev.obor.dtype.DType;
import dev.obor.error.DataException;
import dev.obor.error.FormatException;
import dev.obor.layout.Shape;
import dev.obor.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A model in several safetensors files, and the index that says which tensor lies in which:
/// `{"metadata": {…}, "weight_map": {"layer.weight": "model-00001-of-00002.safetensors", …}}`, the form in
/// which the transformers library publishes large models.
final class SafetensorsIndex implements TensorFile {
    static final String SUFFIX = ".safetensors.index.json";

    /// What the index says.
    ///
    /// @param shards the shard of each tensor by name
    record Index(Map<String, String> shards, Map<String, String> metadata) {}

    private final Index index;
    private final Map<String, SafetensorsFile> shards = new LinkedHashMap<>();

    private SafetensorsIndex(Index index) {
        this.index = index;
    }

    static SafetensorsIndex open(Path path) {
        Index index = Source.read(Safetensors.LOAD, path, SafetensorsIndex::parse);
        SafetensorsIndex opened = new SafetensorsIndex(index);
        try {
            opened.openShards(path);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    private void openShards(Path path) {
        index.shards.forEach((tensor, shard) -> {
            SafetensorsFile file = shards.computeIfAbsent(shard, _ -> SafetensorsFile.open(path.resolveSibling(shard)));
            if (!file.names().contains(tensor)) {
                throw Faults.format(
                        Safetensors.LOAD,
                        path.toString(),
                        0,
                        "tensor " + Faults.quote(tensor) + " is not in " + shard + ", where the index says it is");
            }
        });
        shards.forEach((shard, file) -> file.names().forEach(tensor -> {
            if (!shard.equals(index.shards.get(tensor))) {
                throw Faults.format(
                        Safetensors.LOAD,
                        path.toString(),
                        0,
                        "the index does not name tensor " + Faults.quote(tensor) + " of " + shard);
            }
        }));
    }

    /// Reads an index alone.
    ///
    /// @throws FormatException if it is not JSON of this form, or names a shard outside its folder
    static Index parse(Source file) {
        if (file.size() > JsonReader.MAX_BYTES) {
            throw file.fault(JsonReader.MAX_BYTES, "an index of " + file.size() + " bytes: at most this many are read");
        }
        Map<String, String> shards = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        Set<String> parts = new HashSet<>();
        byte[] json = file.get(0, (int) file.size());
        JsonReader.read(Safetensors.LOAD, file.name(), 0, json, "the index", p -> {
            while (p.hasNext()) {
                long at = p.at();
                String part = p.key();
                if (!parts.add(part)) {
                    throw p.fault(at, Faults.quote(part) + " is there twice");
                }
                switch (part) {
                    case "weight_map" -> parseShards(p, shards);
                    case "metadata" -> parseMetadata(p, metadata);
                    default -> p.skip();
                }
            }
        });
        if (!parts.contains("weight_map")) {
            throw file.fault(0, "the index lacks its weight_map");
        }
        return new Index(shards, metadata);
    }

    private static void parseShards(JsonReader p, Map<String, String> shards) {
        p.object("weight_map");
        while (p.hasNext()) {
            long at = p.at();
            String tensor = p.key();
            String what = "tensor " + Faults.quote(tensor);
            String shard = p.string("the shard of " + what);
            if (!isPlainName(shard)) {
                throw p.fault(
                        at,
                        what + " is said to lie in " + Faults.quote(shard) + ", no name of a file beside the index");
            }
            if (shards.putIfAbsent(tensor, shard) != null) {
                throw p.fault(at, what + " is there twice");
            }
        }
    }

    private static void parseMetadata(JsonReader p, Map<String, String> metadata) {
        p.object("metadata");
        while (p.hasNext()) {
            long at = p.at();
            String key = p.key();
            if (metadata.putIfAbsent(key, p.scalar()) != null) {
                throw p.fault(at, "metadata " + Faults.quote(key) + " is there twice");
            }
        }
    }

    /// Tells whether a text names a safetensors file in the same folder, and cannot lead elsewhere.
    private static boolean isPlainName(String text) {
        return text.endsWith(".safetensors")
                && text.length() < 256
                && text.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || Character.isISOControl(c));
    }

    /// Saves shards of at most `most` bytes of elements each (a larger tensor has one of its own) and their
    /// index.
    ///
    /// The index is written last and decides what the model is. Shards take names that no file has, so that the
    /// former model stays whole until then; its shards are deleted afterwards.
    static void save(Path path, Map<String, Tensor> tensors, long most, Map<String, String> metadata) {
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        if (!name.endsWith(SUFFIX) || most < 1) {
            throw new DataException(Safetensors.SAVE + ": an index " + path + " of shards of " + most
                    + " bytes: name it *" + SUFFIX + " and allow 1 byte or more");
        }
        String stem = name.substring(0, name.length() - SUFFIX.length());
        List<Map<String, Tensor>> parts = split(tensors, most);
        List<String> former = formerShards(path, stem);
        List<String> names = freshNames(path, stem, parts.size());
        Map<String, String> shards = new LinkedHashMap<>();
        long total = 0;
        try {
            for (int i = 0; i < parts.size(); i++) {
                for (Map.Entry<String, Tensor> e : parts.get(i).entrySet()) {
                    shards.put(e.getKey(), names.get(i));
                    total += Safetensors.bytes(e.getValue().view());
                }
                Safetensors.save(path.resolveSibling(names.get(i)), parts.get(i), metadata);
            }
            byte[] json = json(shards, total, metadata);
            AtomicFile.write(path, out -> out.write(json));
        } catch (RuntimeException e) {
            delete(path, names);
            throw e;
        }
        delete(path, former);
    }

    private static List<Map<String, Tensor>> split(Map<String, Tensor> tensors, long most) {
        List<Map<String, Tensor>> parts = new ArrayList<>();
        parts.add(new LinkedHashMap<>());
        long size = 0;
        for (Map.Entry<String, Tensor> e : tensors.entrySet()) {
            long bytes = Safetensors.bytes(e.getValue().view());
            if (size + bytes > most && !parts.getLast().isEmpty()) {
                parts.add(new LinkedHashMap<>());
                size = 0;
            }
            parts.getLast().put(e.getKey(), e.getValue());
            size += bytes;
        }
        return parts;
    }

    /// Returns the shards of the index that stands there, of those names only that are given here.
    private static List<String> formerShards(Path path, String stem) {
        if (!Files.isRegularFile(path)) {
            return List.of();
        }
        try {
            Index index = Source.read(Safetensors.SAVE, path, SafetensorsIndex::parse);
            return index.shards.values().stream()
                    .distinct()
                    .filter(shard -> shard.startsWith(stem)
                            && shard.substring(stem.length()).matches("-\\d{5}-of-\\d{5}(-[0-9a-f]{8})?\\.safetensors"))
                    .toList();
        } catch (DataException | FormatException _) {
            return List.of();
        }
    }

    private static List<String> freshNames(Path path, String stem, int count) {
        String mark = "";
        while (true) {
            String end = mark + ".safetensors";
            List<String> names = IntStream.rangeClosed(1, count)
                    .mapToObj(i -> String.format(Locale.ROOT, "%s-%05d-of-%05d%s", stem, i, count, end))
                    .toList();
            if (names.stream().noneMatch(name -> Files.exists(path.resolveSibling(name)))) {
                return names;
            }
            mark = "-" + UUID.randomUUID().toString().substring(0, 8);
        }
    }

    private static byte[] json(Map<String, String> shards, long total, Map<String, String> metadata) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator g = new JsonFactory().createGenerator(ObjectWriteContext.empty(), json)) {
            g.writeStartObject();
            g.writeObjectPropertyStart("metadata");
            metadata.forEach((key, text) -> {
                if (!key.equals("total_size")) {
                    g.writeStringProperty(key, text);
                }
            });
            g.writeNumberProperty("total_size", total);
            g.writeEndObject();
            g.writeObjectPropertyStart("weight_map");
            shards.forEach(g::writeStringProperty);
            g.writeEndObject();
            g.writeEndObject();
        }
        return json.toByteArray();
    }

    private static void delete(Path path, List<String> shards) {
        for (String shard : shards) {
            try {
                Files.deleteIfExists(path.resolveSibling(shard));
            } catch (IOException e) {
                throw new DataException(
                        Safetensors.SAVE + ": the new model is saved, but the former shard " + shard
                                + " is no longer needed, but cannot be deleted (" + Faults.reason(e) + "): delete it",
                        e);
            }
        }
    }

    private SafetensorsFile shard(String name) {
        String shard = index.shards.get(name);
        if (shard == null) {
            throw new DataException(Safetensors.LOAD + ": the index has no tensor " + Faults.quote(name) + ", but "
                    + Faults.list(names()) + ": choose one of them");
        }
        return shards.get(shard);
    }

    @Override
    public Set<String> names() {
        return Collections.unmodifiableSet(index.shards.keySet());
    }

    @Override
    public Map<String, String> metadata() {
        return Collections.unmodifiableMap(index.metadata);
    }

    @Override
    public DType dtype(String name) {
        return shard(name).dtype(name);
    }

    @Override
    public Shape shape(String name) {
        return shard(name).shape(name);
    }

    @Override
    public Tensor tensor(String name) {
        return shard(name).tensor(name);
    }

    @Override
    public Tensor rows(String name, int begin, int end) {
        return shard(name).rows(name, begin, end);
    }

    @Override
    public void close() {
        shards.values().forEach(SafetensorsFile::close);
    }
}
