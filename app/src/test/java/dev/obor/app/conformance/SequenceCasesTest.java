package dev.obor.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Recurrent networks, attention and transformers with random arguments against values of PyTorch, made by
/// tools/golden/sequences.py: printed trees, results, gradients, starting weights.
class SequenceCasesTest {
    @Test
    void sequenceModulesAreThoseOfPyTorch() throws URISyntaxException {
        Path file = Path.of(SequenceCasesTest.class
                .getResource("/dev/obor/app/sequences.jsonl.gz")
                .toURI());
        List<String> lines = new ArrayList<>();
        Summary summary =
                new Conformance(new ConformanceOptions(Optional.empty(), true)).run(List.of(file), lines::add);
        assertThat(lines).noneMatch(line -> line.startsWith("failed") || line.startsWith("missing"));
        assertThat(summary.passed()).isEqualTo(130);
    }
}
