package dev.obor.app.conformance;

import dev.obor.testing.GoldenCase;
import dev.obor.testing.GoldenValue;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// What a line of a golden file is about.
///
/// @param row the row it is counted in
/// @param check runs the case: returns if it passed
record Kind(String row, Consumer<GoldenCase> check) {
    private static final Map<String, Consumer<GoldenCase>> CHECKS = Map.ofEntries(
            Map.entry("add_param_group", OptimizerCases::addGroup),
            Map.entry("bad_pattern", EinopsCases::refusal),
            Map.entry("bad_read", IndexingCases::badRead),
            Map.entry("bad_write", IndexingCases::badWrite),
            Map.entry("classifier", TrainingCases::classifier),
            Map.entry("clip_grad_norm", OptimizerCases::clipNorm),
            Map.entry("clip_grad_value", OptimizerCases::clipValue),
            Map.entry("constraint", DistributionCases::constraint),
            Map.entry("constraint_transform", DistributionCases::registered),
            Map.entry("convnet", ModelCases::convnet),
            Map.entry("default_weights", RandomCases::defaultWeights),
            Map.entry("dist", DistributionCases::check),
            Map.entry("dist_reject", DistributionCases::refusal),
            Map.entry("dist_value_check", DistributionCases::value),
            Map.entry("einsum", EinopsCases::transform),
            Map.entry("gain", RandomCases::gain),
            Map.entry("grad_none", OptimizerCases::gradNone),
            Map.entry("init", RandomCases::init),
            Map.entry("init_error", RandomCases::refusal),
            Map.entry("kl", DistributionCases::divergence),
            Map.entry("load_state_dict", ModuleCases::loadStateDict),
            Map.entry("loader", LoaderCases::check),
            Map.entry("loader_error", LoaderCases::refusal),
            Map.entry("module", ModuleCases::check),
            Map.entry("module_error", ModuleCases::refusal),
            Map.entry("optimiser", OptimizerCases::check),
            Map.entry("optimiser_error", OptimizerCases::refusal),
            Map.entry("pack", EinopsCases::pack),
            Map.entry("param_groups", OptimizerCases::groups),
            Map.entry("parse_shape", EinopsCases::parseShape),
            Map.entry("print", PrintingCases::check),
            Map.entry("read", IndexingCases::read),
            Map.entry("rearrange", EinopsCases::transform),
            Map.entry("reduce", EinopsCases::transform),
            Map.entry("repeat", EinopsCases::transform),
            Map.entry("rng", RandomCases::calls),
            Map.entry("rng_error", RandomCases::refusal),
            Map.entry("sample", DistributionCases::sample),
            Map.entry("scheduler", ScheduleCases::check),
            Map.entry("scheduler_error", ScheduleCases::refusal),
            Map.entry("state", RandomCases::state),
            Map.entry("structure", ModuleCases::structure),
            Map.entry("tagger", ModelCases::tagger),
            Map.entry("toy", TrainingCases::toy),
            Map.entry("transform", DistributionCases::transform),
            Map.entry("unpack", EinopsCases::unpack),
            Map.entry("update", IndexingCases::update),
            Map.entry("write", IndexingCases::write),
            Map.entry("write_dtype", IndexingCases::writeDtype));

    /// Fields that name the class a case is about.
    private static final List<String> CLASSES =
            List.of("module", "dist", "transform", "constraint", "optimiser", "scheduler");

    static Kind of(GoldenCase line) {
        if (!line.has("kind")) {
            return new Kind(line.text("op"), OperatorCases::check);
        }
        String kind = line.text("kind");
        return new Kind(row(kind, line), CHECKS.getOrDefault(kind, _ -> {
            throw new Absent("there is nothing to run a case of kind '" + kind + "' with");
        }));
    }

    private static String row(String kind, GoldenCase line) {
        for (String field : CLASSES) {
            if (line.has(field)) {
                GoldenValue of = line.get(field);
                return kind + " " + (of instanceof GoldenValue.Construct made ? made.name() : line.text(field));
            }
        }
        return kind;
    }
}
