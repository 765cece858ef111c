package dev.obor.app.conformance;

import dev.obor.Obor;
import dev.obor.data.BatchSampler;
import dev.obor.data.DataLoader;
import dev.obor.data.Dataset;
import dev.obor.data.Datasets;
import dev.obor.data.RandomSampler;
import dev.obor.data.Sampler;
import dev.obor.data.SequentialSampler;
import dev.obor.data.Subset;
import dev.obor.data.SubsetRandomSampler;
import dev.obor.data.WeightedRandomSampler;
import dev.obor.random.Generator;
import dev.obor.testing.GoldenCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cases of samplers, loaders and random splits, which are told in a few words of Python.
final class LoaderCases {
    private static final Results EXACT = new Results(dtype -> Tolerance.EXACT);
    private static final Pattern RANGE = Pattern.compile("range\\((\\d+)\\)");

    private LoaderCases() {}

    private record Range(int size) implements Dataset<Integer> {
        @Override
        public Integer get(int index) {
            return index;
        }
    }

    static void check(GoldenCase line) {
        Obor.manualSeed(line.get("seed").asLong());
        EXACT.compare("the order", Library.guard(() -> order(line.text("text"))), line.get("out"));
    }

    static void refusal(GoldenCase line) {
        Refusals.expect(line, () -> Library.guard(() -> refused(line.text("text"))));
    }

    private static Object refused(String text) {
        Range ten = new Range(10);
        return switch (text) {
            case "random_split fractions over 1" -> Datasets.randomSplit(ten, Generator.standard(), 0.7, 0.5);
            case "random_split lengths" -> Datasets.randomSplit(ten, 7, 4);
            case "RandomSampler of nothing" -> new RandomSampler(0);
            case "batch size 0" -> DataLoader.of(ten, batch -> batch).batchSize(0);
            default -> throw new Absent("there is nothing to run '" + text + "' with");
        };
    }

    private static Object order(String text) {
        Matcher range = RANGE.matcher(text);
        int n = range.find() ? Integer.parseInt(range.group(1)) : 0;
        Dataset<Integer> dataset = new Range(n);
        List<Double> rest = numbers(text.replaceFirst("range\\(\\d+\\)", ""));
        if (text.startsWith("random_split")) {
            return split(text, dataset, rest);
        }
        if (text.startsWith("RandomSampler")) {
            int samples = rest.isEmpty() ? n : rest.getFirst().intValue();
            return all(new RandomSampler(n, text.contains("replacement"), samples, Optional.empty()));
        }
        if (text.startsWith("SubsetRandomSampler")) {
            return all(new SubsetRandomSampler(
                    rest.stream().mapToInt(Double::intValue).toArray()));
        }
        if (text.startsWith("WeightedRandomSampler")) {
            double[] weights = rest.subList(0, rest.size() - 1).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            return all(new WeightedRandomSampler(
                    weights, rest.getLast().intValue(), !text.contains("False"), Generator.standard()));
        }
        if (text.startsWith("BatchSampler")) {
            Sampler sampler = text.contains("RandomSampler") ? new RandomSampler(n) : new SequentialSampler(n);
            List<Object> batches = new ArrayList<>();
            new BatchSampler(sampler, rest.getFirst().intValue(), text.contains("drop_last") || text.contains("True"))
                    .forEach(batch -> batches.add(Arrays.stream(batch).boxed().toList()));
            return batches;
        }
        if (text.startsWith("DataLoader")) {
            DataLoader<List<Integer>> loader = DataLoader.of(dataset, batch -> batch)
                    .batchSize(rest.isEmpty() ? 1 : rest.getFirst().intValue())
                    .shuffle(text.contains("shuffle"))
                    .dropLast(text.contains("drop_last"));
            List<Object> batches = new ArrayList<>();
            loader.forEach(batches::add);
            return batches;
        }
        throw new Absent("there is nothing to run '" + text + "' with");
    }

    private static Object split(String text, Dataset<Integer> dataset, List<Double> numbers) {
        Matcher seed = Pattern.compile("Generator\\((\\d+)\\)").matcher(text);
        boolean seeded = seed.find();
        Generator generator = seeded ? Generator.mersenneTwister(Long.parseLong(seed.group(1))) : Generator.standard();
        List<Double> parts = seeded ? numbers.subList(0, numbers.size() - 1) : numbers;
        boolean shares = parts.stream().anyMatch(part -> part != Math.rint(part));
        List<Subset<Integer>> split = shares
                ? Datasets.randomSplit(
                        dataset,
                        generator,
                        parts.stream().mapToDouble(Double::doubleValue).toArray())
                : Datasets.randomSplit(
                        dataset,
                        generator,
                        parts.stream().mapToInt(Double::intValue).toArray());
        return split.stream()
                .map(part -> Arrays.stream(part.indices()).boxed().toList())
                .toList();
    }

    private static List<Integer> all(Sampler sampler) {
        List<Integer> order = new ArrayList<>();
        PrimitiveIterator.OfInt examples = sampler.iterator();
        while (examples.hasNext()) {
            order.add(examples.nextInt());
        }
        return order;
    }

    private static List<Double> numbers(String text) {
        List<Double> found = new ArrayList<>();
        Matcher matcher = Pattern.compile("\\d+(\\.\\d+)?").matcher(text);
        while (matcher.find()) {
            found.add(Double.parseDouble(matcher.group()));
        }
        return found;
    }
}
