using System.Text;
using MicroNas.Core.Architectures;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Latency;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;

namespace MicroNas.Core.Tests.Latency;

public class LatencyTablesTests
{
    private static readonly OperatorShape Convolution = new(
        OperatorKind.Convolution, new TensorShape(16, 9, 16), new TensorShape(16, 9, 24), 3, 1);

    [SkippableTheory]
    [InlineData("stm32f446re", 0.003)]
    [InlineData("nrf52832", 0.002)]
    [InlineData("stm32l552ze", 0.009)]
    public void Profiles_predict_what_was_measured(string microcontroller, double medianGoal)
    {
        Skip.If(MeasuredLatencies.Folder is null, MeasuredLatencies.Missing);
        var table = (ProfileLatencyTable)LatencyTables.Find(microcontroller, InferenceRuntime.Tflm);
        var errors = MeasuredLatencies.Read(microcontroller)
            .Select(row => Math.Abs(((table.Estimate(row.Shape).Count - table.Profile.Dispatch) / row.Cycles) - 1)).Order().ToList();
        Assert.True(errors.Count > 1000);
        Assert.InRange(errors[errors.Count / 2], 0, medianGoal);
        Assert.InRange(errors[errors.Count * 95 / 100], 0, table.RelativeErrorBand);
    }

    [SkippableTheory]
    [InlineData("stm32f446re")]
    [InlineData("nrf52832")]
    [InlineData("stm32l552ze")]
    public void Networks_of_measured_operators_are_predicted_within_the_band(string microcontroller)
    {
        Skip.If(MeasuredLatencies.Folder is null, MeasuredLatencies.Missing);
        var table = (ProfileLatencyTable)LatencyTables.Find(microcontroller, InferenceRuntime.Tflm);
        var rows = MeasuredLatencies.Read(microcontroller).ToList();
        var random = new Random(1);
        for (var network = 0; network < 200; network++)
        {
            var chosen = Enumerable.Range(0, 15).Select(_ => rows[random.Next(rows.Count)]).ToList();
            var predicted = chosen.Sum(row => table.Estimate(row.Shape).Count - table.Profile.Dispatch);
            Assert.InRange(predicted / chosen.Sum(row => row.Cycles), 1 - table.RelativeErrorBand, 1 + table.RelativeErrorBand);
        }
    }

    [Fact]
    public void Every_shipped_profile_answers_for_every_operator_of_a_network()
    {
        var graph = ArchitectureLowering.Lower(
            Architectures.Spaces.UciHar,
            ArchitectureEncoding.Decode(Architectures.Spaces.UciHar, [.. Architectures.Spaces.UciHar.Groups.Select(group => group.Name.EndsWith("identity", StringComparison.Ordinal) ? 0 : group.Options - 1)]));
        foreach (var runtime in Enum.GetValues<InferenceRuntime>())
        {
            foreach (var microcontroller in LatencyTables.MicrocontrollersFor(runtime))
            {
                var table = LatencyTables.Find(microcontroller, runtime);
                // RESHAPE moves nothing in our runtime: it alone may cost nothing.
                Assert.All(graph.Operators, node => Assert.True(node is ReshapeOperator || table.Estimate(OperatorShapes.Of(graph, node)).Count > 0));
                Assert.InRange(table.RelativeErrorBand, 0.001, 0.5);
                Assert.Contains(table.Provenance, character => character == '±');
            }
        }
    }

    /// <summary>A profile for a name that <c>target.mcu</c> refuses, or at another clock than the report's, would answer nobody.</summary>
    [Fact]
    public void Every_profile_is_for_microcontrollers_of_the_catalog_at_their_clock() => Assert.All(
        LatencyTables.Profiles.SelectMany(profile => profile.ClocksHertz),
        pair => Assert.Equal(pair.Value, MicrocontrollerCatalog.All.Single(candidate => candidate.Id == pair.Key).Clock.Value));

    [Fact]
    public void The_emulated_board_has_a_table_for_our_runtime_that_says_what_nobody_measured() => Assert.Contains(
        "mps2-an386, which the emulator runs without cycle timing",
        LatencyTables.Find("mps2-an386", InferenceRuntime.Micronas).Provenance,
        StringComparison.Ordinal);

    [Fact]
    public void A_microcontroller_without_profile_is_an_error_that_lists_those_with_one()
    {
        var exception = Assert.Throws<MicroNasException>(() => LatencyTables.Find("rp2040", InferenceRuntime.Tflm));
        var diagnostic = Assert.Single(exception.Diagnostics);
        Assert.Equal(DiagnosticCodes.LatencyProfileMissing, diagnostic.Code);
        Assert.Contains("nrf52832, stm32f446re, stm32l552ze. Choose one of these, or measure", diagnostic.Message, StringComparison.Ordinal);
        var other = Assert.Throws<MicroNasException>(() => LatencyTables.Find("mps2-an386", InferenceRuntime.Tflm));
        Assert.Contains("Choose one of these, or runtime 'micronas', or measure", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clock_of_the_user_changes_time_and_not_cycles()
    {
        var slow = LatencyTables.Find("nrf52832", InferenceRuntime.Tflm, new Hertz(32e6));
        var usual = LatencyTables.Find("nrf52832", InferenceRuntime.Tflm);
        Assert.Equal(usual.Estimate(Convolution), slow.Estimate(Convolution));
        Assert.Equal(2 * usual.Estimate(Convolution).At(usual.Clock).Value, slow.Estimate(Convolution).At(slow.Clock).Value, 1e-9);
    }

    [Fact]
    public void A_measured_operator_wins_over_the_model_and_changes_the_id()
    {
        var model = LatencyTables.Find("nrf52832", InferenceRuntime.Tflm);
        var table = new TableLatencyTable(new Dictionary<OperatorShape, Cycles> { [Convolution] = new(12345) }, model);
        Assert.Equal(new Cycles(12345), table.Estimate(Convolution));
        Assert.Equal(model.Estimate(Convolution with { KernelTime = 5 }), table.Estimate(Convolution with { KernelTime = 5 }));
        Assert.NotEqual(model.Id, table.Id);
        Assert.NotEqual(table.Id, new TableLatencyTable(new Dictionary<OperatorShape, Cycles> { [Convolution] = new(12346) }, model).Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1,2")]
    public void A_broken_profile_is_a_coded_error(string json)
    {
        var exception = Assert.Throws<MicroNasException>(() => LatencyProfileReader.Read(Encoding.UTF8.GetBytes(json), "profile.json"));
        Assert.All(exception.Diagnostics, diagnostic => Assert.Equal(DiagnosticCodes.LatencyProfileInvalid, diagnostic.Code));
    }

    [Fact]
    public void All_errors_of_a_profile_are_told_at_once()
    {
        const string json = """
            {"name":"x","runtime":"Tflm","runtimeVersion":"","core":"","clocksHertz":{"m":0},"unit":"cycles","cyclesPerUnit":1,
            "instructionCacheBytes":0,"relativeErrorBand":0.1,"errorBandMeaning":"","source":"","date":"","dispatch":0,
            "operators":[{"kind":"Add","when":"Always","coefficients":{"1":-1,"nonsense":2}}]}
            """;
        var exception = Assert.Throws<MicroNasException>(() => LatencyProfileReader.Read(Encoding.UTF8.GetBytes(json), "profile.json"));
        Assert.Equal(7, exception.Diagnostics.Count);
    }
}
