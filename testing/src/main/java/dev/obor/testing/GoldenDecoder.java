package dev.obor.testing;

import dev.obor.dtype.DType;
import dev.obor.error.FormatException;
import dev.obor.error.OborException;
import dev.obor.layout.Layout;
import dev.obor.layout.Places;
import dev.obor.layout.Shape;
import dev.obor.storage.Elements;
import dev.obor.storage.Storage;
import dev.obor.storage.View;
import dev.obor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// Turns a JSON line into golden values: first into plain Java objects, then from the outside in into values,
/// because an object is an encoding only if what stands under its keys is plain (`{"l": [1]}` is a list, the
/// argument map `{"l": {"l": [1]}}` is not). [Golden] adds file and line to messages.
final class GoldenDecoder {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(100).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Set<String> TENSOR_KEYS = Set.of("t", "s", "d", "g", "stride");
    private static final List<String> CONSTRUCTED = List.of("dist", "transform", "constraint", "module");
    private static final GoldenValue NONE = new GoldenValue.None();

    private GoldenDecoder() {}

    /// Returns the fields of a line, which is an object whatever its keys.
    static Map<String, GoldenValue> decodeLine(String text) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new FormatException("the line is no JSON object");
            }
            Map<?, ?> fields = (Map<?, ?>) plain(parser, parser.currentToken());
            if (parser.nextToken() != null) {
                throw new FormatException("something follows the JSON object");
            }
            return values(fields);
        } catch (JacksonException e) {
            throw new FormatException("malformed JSON: " + e.getOriginalMessage(), e);
        } catch (FormatException e) {
            throw e;
        } catch (OborException e) {
            throw new FormatException(e.getMessage(), e);
        }
    }

    private static Object plain(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    entries.put(name, plain(parser, parser.nextToken()));
                }
                yield entries;
            }
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
                    items.add(plain(parser, t));
                }
                yield items;
            }
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue());
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> NONE;
            default -> throw new FormatException("unexpected " + token);
        };
    }

    private static double finite(double value) {
        if (Double.isInfinite(value)) {
            throw new FormatException("a number is beyond the range of float64: infinity is written \"inf\"");
        }
        return value;
    }

    private static GoldenValue value(Object plain) {
        return switch (plain) {
            case Map<?, ?> object -> interpret(object);
            case List<?> items -> new GoldenValue.Sequence(values(items));
            case Long whole -> new GoldenValue.Whole(whole);
            case Double real -> new GoldenValue.Real(real);
            case String text -> new GoldenValue.Text(text);
            case Boolean truth -> new GoldenValue.Truth(truth);
            default -> NONE;
        };
    }

    private static List<GoldenValue> values(List<?> items) {
        List<GoldenValue> result = new ArrayList<>(items.size());
        items.forEach(item -> result.add(value(item)));
        return result;
    }

    private static Map<String, GoldenValue> values(Map<?, ?> entries) {
        Map<String, GoldenValue> result = new LinkedHashMap<>();
        entries.forEach((name, entry) -> result.put((String) name, value(entry)));
        return Collections.unmodifiableMap(result);
    }

    private static GoldenValue interpret(Map<?, ?> object) {
        if (object.get("t") instanceof String type
                && object.get("s") instanceof List<?> sizes
                && object.get("d") instanceof List<?> data
                && TENSOR_KEYS.containsAll(object.keySet())) {
            return new GoldenValue.Tensor(tensor(dtype(type), Shape.of(ints(sizes)), data, object));
        }
        if (object.get("error") instanceof String type
                && object.get("message") instanceof String message
                && object.size() == 2) {
            return new GoldenValue.Failure(type, message);
        }
        for (String kind : CONSTRUCTED) {
            if (object.get(kind) instanceof String name
                    && Set.of(kind, "args", "kwargs").containsAll(object.keySet())
                    && orElse(object.get("args"), List.of()) instanceof List<?> args
                    && orElse(object.get("kwargs"), Map.of()) instanceof Map<?, ?> kwargs) {
                return new GoldenValue.Construct(kind, name, values(args), values(kwargs));
            }
        }
        return object.size() == 1 ? wrapped(object) : new GoldenValue.Dict(values(object));
    }

    private static Object orElse(Object found, Object missing) {
        return found == null ? missing : found;
    }

    private static GoldenValue wrapped(Map<?, ?> object) {
        Map.Entry<?, ?> only = object.entrySet().iterator().next();
        String key = (String) only.getKey();
        Object inner = only.getValue();
        // A whole number under "f" is no encoded float: Python writes those with a point.
        if (key.equals("f") && inner instanceof Double real) {
            return new GoldenValue.Real(real);
        }
        if (key.equals("f") && inner instanceof String text) {
            return new GoldenValue.Real(special(text));
        }
        if (key.equals("l") && inner instanceof List<?> items) {
            return new GoldenValue.Sequence(values(items));
        }
        if (key.equals("dict") && inner instanceof Map<?, ?> entries) {
            return new GoldenValue.Dict(values(entries));
        }
        if (key.equals("slice") && inner instanceof List<?> bounds && bounds.size() == 3) {
            return new GoldenValue.Slice(bound(bounds.get(0)), bound(bounds.get(1)), bound(bounds.get(2)));
        }
        if (key.equals("ellipsis") && Boolean.TRUE.equals(inner)) {
            return new GoldenValue.Ellipsis();
        }
        if (key.equals("dtype") && inner instanceof String name) {
            return new GoldenValue.Type(dtype(name));
        }
        return new GoldenValue.Dict(values(object));
    }

    private static OptionalLong bound(Object plain) {
        return plain instanceof GoldenValue.None
                ? OptionalLong.empty()
                : OptionalLong.of(whole(plain, "a bound of a slice"));
    }

    private static long whole(Object plain, String what) {
        if (plain instanceof Long whole) {
            return whole;
        }
        throw new FormatException(what + " is " + shortened(plain) + " and must be a whole number");
    }

    private static int[] ints(List<?> list) {
        return list.stream()
                .mapToInt(item -> {
                    long value = whole(item, "a size or stride");
                    if (value != (int) value) {
                        throw new FormatException("the size or stride " + value + " is out of range");
                    }
                    return (int) value;
                })
                .toArray();
    }

    private static DType dtype(String name) {
        for (DType dtype : DType.values()) {
            if (dtype.toString().equals(name)) {
                return dtype;
            }
        }
        throw new FormatException("dtype '" + shortened(name) + "' is unknown");
    }

    private static double special(String text) {
        return switch (text) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default ->
                throw new FormatException(
                        "'" + shortened(text) + "' is no number: a text must be one of nan, inf, -inf");
        };
    }

    private static String shortened(Object plain) {
        String text = plain instanceof GoldenValue.None ? "null" : plain.toString();
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    private static Tensor tensor(DType dtype, Shape shape, List<?> data, Map<?, ?> object) {
        if (shape.numel() != data.size()) {
            throw new FormatException(
                    "a tensor of shape " + shape + " has " + data.size() + " elements, not " + shape.numel());
        }
        Layout layout = Layout.dense(shape);
        if (object.containsKey("stride")) {
            if (!(object.get("stride") instanceof List<?> strides)) {
                throw new FormatException("a tensor's strides are no list");
            }
            layout = Layout.of(shape, ints(strides), 0);
        }
        // No view worth recording spreads its elements further; a hostile stride must not allocate gigabytes.
        if (layout.end() > 1024L * (data.size() + 1)) {
            throw new FormatException("a tensor of " + layout + " spreads its elements too far apart");
        }
        Storage storage = Storage.of(dtype, (int) layout.end());
        int[] places = Places.of(layout);
        for (int i = 0; i < places.length; i++) {
            element(storage, dtype, places[i], data.get(i));
        }
        Tensor tensor = Tensor.of(new View(storage, layout, dtype));
        return Boolean.TRUE.equals(object.get("g")) ? tensor.requiresGrad(true) : tensor;
    }

    private static void element(Storage storage, DType dtype, int place, Object plain) {
        switch (plain) {
            case Boolean truth when dtype == DType.BOOL -> Elements.setLong(storage, dtype, place, truth ? 1 : 0);
            case Long whole
            when dtype.isIntegral() -> {
                Elements.setLong(storage, dtype, place, whole);
                if (Elements.getLong(storage, dtype, place) != whole) {
                    throw new FormatException(whole + " is out of the range of " + dtype);
                }
            }
            case Double real
            when dtype.isFloating() -> {
                Elements.setDouble(storage, dtype, place, real);
                if (Double.isInfinite(Elements.getDouble(storage, dtype, place))) {
                    throw new FormatException(real + " is out of the range of " + dtype);
                }
            }
            case String text when dtype.isFloating() -> Elements.setDouble(storage, dtype, place, special(text));
            default -> throw new FormatException("an element of a " + dtype + " tensor is " + shortened(plain));
        }
    }
}
