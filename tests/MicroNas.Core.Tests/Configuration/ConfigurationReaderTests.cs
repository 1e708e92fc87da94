using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;

namespace MicroNas.Core.Tests.Configuration;

public class ConfigurationReaderTests
{
    [Fact]
    public void The_six_line_file_is_complete()
    {
        var result = ConfigurationText.Read(ConfigurationText.Minimal);

        Assert.Equal("wearable", result.Options.Model);
        Assert.Equal(DatasetFormat.Synthetic, result.Options.Dataset.Format);
        Assert.Equal("stm32l552ze", result.Options.Target.Mcu);
        Assert.Equal(InferenceRuntime.Micronas, result.Options.Target.Runtime);
        Assert.Equal(new Milliseconds(25), result.Options.Budget.Latency);
        Assert.Equal(new ByteSize(32_000), result.Options.Budget.Memory);
        Assert.Equal(new SearchOptions(), result.Options.Search);
        Assert.Equal(new ByteSize(512 * 1024), result.Options.EffectiveBudget.Flash);
        Assert.Equal(new SourceLocation("micronas.yaml", 5, 20), result.LocationOf("budget.latency"));
        Assert.Equal(new SourceLocation("micronas.yaml", 5, 9), result.LocationOf("budget.flash"));
        Assert.Equal(new SourceLocation("micronas.yaml"), result.LocationOf("training.epochs"));
    }

    [Fact]
    public void Limits_above_what_the_target_has_are_told()
    {
        static string Told(string budget) => string.Join(
            '\n', ConfigurationText.Read($"model: m\ntarget: {{ mcu: nrf52832 }}\nbudget: {budget}").Options.LimitsAboveTarget().Select(limit => limit.Message));

        Assert.Empty(Told("{ latency: 10 s, memory: 64 KiB, flash: 512 KiB }"));
        Assert.Empty(Told("{ latency: 10 ms }"));
        Assert.Matches("^budget.memory is 512000000 B, and nrf52832 has 65536 B: .*\nbudget.flash is ", Told("{ memory: 512 MB, flash: 512.5 KiB }"));
    }

    [Fact]
    public void A_channel_belongs_to_one_sensor()
    {
        const string Text = """
            model: m
            target: { mcu: nrf52832 }
            dataset: { path: d, rotation: [[a, b, c], [d, e, f], [b, g, a]] }
            """;

        Assert.Equal(["3,54 MNAS1015"], ConfigurationText.Places(Text));
        Assert.Contains("in an earlier one too: 'b', 'a'.", string.Join('\n', ConfigurationText.Errors(Text)));
    }

    [Fact]
    public void An_angle_without_axes_is_a_contradiction()
    {
        static string Text(string options) => $"model: m\ntarget: {{ mcu: nrf52832 }}\ndataset: {{ path: d, {options} }}";

        Assert.Equal(["3,61 MNAS1021"], ConfigurationText.Places(Text("rotation: [], augmentation: { rotation: 20 }")));
        Assert.All(
            ["rotation: []", "augmentation: { rotation: 20 }", "rotation: [], augmentation: { rotation: 0 }"],
            options => Assert.NotNull(ConfigurationText.Read(Text(options))));
    }

    [Theory]
    [InlineData("modle: m", "did you mean 'model'")]
    [InlineData("model: m\nbudgte: { latency: 1 ms }", "did you mean 'budget'")]
    public void Swapped_letters_are_seen_through(string text, string hint) =>
        Assert.Contains(ConfigurationText.Errors($"{text}\ntarget: {{ mcu: nrf52832 }}"), error => error.Message.Contains(hint, StringComparison.Ordinal));

    [Fact]
    public void Without_a_dataset_the_data_is_synthetic() =>
        Assert.True(ConfigurationText.Read("model: m\ntarget: { mcu: nrf52832 }").Options.Dataset.IsSynthetic());

    [Fact]
    public void All_errors_of_a_file_are_reported_at_once_with_their_places()
    {
        const string Text = """
            model: 9lives
            dataset:
              formt: synthetic
              clip: lots
              split: { test: 0.6, validation: 0.5 }
            target: { mcu: stm32l552z, runtime: tflite }
            budget:
              latency: 25
              memory: 32 kHz
              memory: 32 kB
            search: { epochs: 0, space: [1] }
            """;
        Assert.Equal(
            [
                "1,8 MNAS1017", "3,3 MNAS1011", "4,9 MNAS1013", "5,35 MNAS1020", "6,16 MNAS1018", "6,37 MNAS1016", "8,12 MNAS1014",
                "9,11 MNAS1014", "10,3 MNAS1010", "11,19 MNAS1015", "11,29 MNAS1013",
            ],
            ConfigurationText.Places(Text));
        var messages = string.Join('\n', ConfigurationText.Errors(Text));
        Assert.Contains("did you mean 'format'?", messages);
        Assert.Contains("did you mean 'stm32l552ze'? Known: mps2-an386, nrf52832, ", messages);
        Assert.Contains("micronas.yaml(8,12): error MNAS1014: 'budget.latency' is '25': the unit is missing", messages);
    }

    [Fact]
    public void Options_of_formats_splits_and_augmentation_are_checked_together()
    {
        const string Text = """
            model: m
            target: { mcu: nrf52832 }
            dataset:
              path: d
              format: csv
              rate: 50 Hz
              mat: { label: 1, columns: [0, 1] }
              augmentation: { rotation: 200, jitter: 0.1, timeWarp: fast, shear: 1 }
              split: { by: random, validationSubjects: [3] }
            training: { classWeights: balance }
            """;
        Assert.Equal(
            ["7,8 MNAS1021", "7,29 MNAS1015", "8,29 MNAS1015", "8,57 MNAS1013", "8,63 MNAS1011", "9,44 MNAS1020", "10,27 MNAS1016"],
            ConfigurationText.Places(Text));
        Assert.Contains("did you mean 'balanced'?", string.Join('\n', ConfigurationText.Errors(Text)));
    }

    [Theory]
    [InlineData("format: hapt, stride: 32")]
    [InlineData("format: mat, stride: 32, mat: { variable: x, drop: [] }")]
    [InlineData("mat: { columns: [1, 2] }")]
    public void Formats_that_know_rate_and_window_need_neither(string dataset) =>
        Assert.NotNull(ConfigurationText.Read($"model: m\ntarget: {{ mcu: nrf52832 }}\ndataset: {{ path: d, {dataset} }}"));

    [Theory]
    [InlineData("npy", "stride", "columns")]
    [InlineData("npz", "stride", "columns")]
    [InlineData("uci-har", "stride", "columns")]
    [InlineData("ts", "stride", "columns")]
    [InlineData("hapt", "columns")]
    [InlineData("mat", "columns")]
    public void Options_of_other_formats_are_refused_where_the_format_is_named(string format, params string[] expected)
    {
        var errors = ConfigurationText.Errors(WithOptionsOfRecordings(format));

        Assert.Equal(expected, errors.Select(error => error.Message.Split('\'')[1]["dataset.".Length..]));
        Assert.All(errors, error => Assert.Equal(DiagnosticCodes.ContradictingOptions, error.Code));
    }

    [Theory]
    [InlineData("format: npy, rate: 50 Hz, columns: { label: label }, mat: { label: 0 }, stride:")]
    [InlineData("format: npy, rate: 50 Hz, columns: {}, mat: {}")]
    [InlineData("stride: 8")]
    public void What_is_left_out_or_written_out_as_it_is_anyway_is_no_contradiction(string dataset) =>
        Assert.NotNull(ConfigurationText.Read($"model: m\ntarget: {{ mcu: nrf52832 }}\ndataset: {{ path: d, {dataset} }}"));

    [Theory]
    [InlineData("csv", "without 'dataset.window'")]
    [InlineData("npy", "stored in windows")]
    public void A_stride_alone_has_one_error(string format, string expected)
    {
        var error = Assert.Single(ConfigurationText.Errors($"model: m\ntarget: {{ mcu: nrf52832 }}\ndataset: {{ path: d, format: {format}, rate: 50 Hz, stride: 8 }}"));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("auto")]
    public void Options_of_recordings_are_taken_where_they_can_have_an_effect(string format) =>
        Assert.Equal(5, ConfigurationText.Read(WithOptionsOfRecordings(format)).Options.Dataset.Stride);

    [Theory]
    [InlineData("recipe: { candidates: 1, folds: 2, leans: false, explores: true }", "folds", "leans", "explores")]
    [InlineData("recipe: { candidates: 1, generations: 0, secondRound: 0, finalists: 0 }", "generations", "secondRound", "finalists")]
    [InlineData("method: random, recipe: { folds: 2 }, precision: bf16", "recipe", "precision")]
    [InlineData("method: scaled, precision: fp32", "precision")]
    [InlineData("method: scaled, epochs: 3, batch: 32, seed: 2", "epochs", "batch")]
    [InlineData("recipe: { finalists: 1, folds: 4 }", "folds")]
    public void Options_of_the_search_that_would_change_nothing_are_refused(string search, params string[] expected)
    {
        var errors = ConfigurationText.Errors($"search: {{ {search} }}\n{ConfigurationText.Minimal}");

        Assert.Equal(expected.Length, errors.Count);
        Assert.All(expected, key => Assert.Single(errors, error => error.Code == DiagnosticCodes.ContradictingOptions && error.Message.Contains($"{key}'", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("method: micronas", 8)]
    [InlineData("method: random", 8)]
    [InlineData("method: paper", 100)]
    [InlineData("method: darts", 100)]
    [InlineData("method: darts-gumbel", 100)]
    [InlineData("method: darts, epochs: 3", 3)]
    public void Methods_that_learn_one_super_network_and_try_nothing_have_more_epochs(string search, int epochs) =>
        Assert.Equal(epochs, ConfigurationText.Read($"search: {{ {search} }}\n{ConfigurationText.Minimal}").Options.Search.Epochs);

    [Theory]
    [InlineData("recipe: { candidates: 2, folds: 2, leans: false }")]
    [InlineData("recipe: { candidates: 1, warmUp: 0 }")]
    [InlineData("recipe: { finalists: 2, folds: 4 }")]
    [InlineData("method: darts, precision: bf16")]
    public void Options_of_the_search_that_change_something_are_taken(string search) =>
        Assert.NotNull(ConfigurationText.Read($"search: {{ {search} }}\n{ConfigurationText.Minimal}"));

    [Fact]
    public void A_file_of_another_kind_does_not_flood_the_output()
    {
        var errors = ConfigurationText.Errors(string.Concat(Enumerable.Range(0, 5000).Select(i => $"service{i}: 1\n")));
        Assert.Equal(101, errors.Count);
        Assert.Contains("4902 more", errors[^1].Message);
    }

    private static string WithOptionsOfRecordings(string format) => $$"""
        model: m
        target: { mcu: nrf52832 }
        dataset: { path: d, format: {{format}}, rate: 50 Hz, window: 30, stride: 5, columns: { label: activity } }
        """;
}
