package dev.obor.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Distributions against values of PyTorch, made by tools/golden/distributions.py: moments, densities,
/// gradients and draws of every class, divergences, transforms, constraints.
class DistributionCasesTest {
    @Test
    void distributionsAreThoseOfPyTorch() throws URISyntaxException {
        Path file = Path.of(DistributionCasesTest.class
                .getResource("/dev/obor/app/distributions.jsonl.gz")
                .toURI());
        List<String> lines = new ArrayList<>();
        Summary summary =
                new Conformance(new ConformanceOptions(Optional.empty(), true)).run(List.of(file), lines::add);
        assertThat(lines).noneMatch(line -> line.startsWith("failed") || line.startsWith("missing"));
        assertThat(summary.passed()).isGreaterThan(500);
    }
}
