using System.Globalization;
using System.Text.RegularExpressions;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Kernels;
using MicroNas.Core.Latency;
using MicroNas.Core.Quantization;
using MicroNas.Core.Units;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

/// <summary>The sample firmware says what a user and the build read, and fails when a byte is wrong.</summary>
public sealed partial class WearableFirmwareTests
{
    [Theory]
    [InlineData("host")]
    [InlineData("cortex-m4")]
    public async Task Every_golden_window_gets_one_line_and_the_summary_counts_them(string core)
    {
        var target = FirmwareTarget.All.Single(candidate => candidate.Name == core);
        var random = new Random(7);
        var model = TestModel.Interpreted("wearable", ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(random), "random"), windows: 5, random);

        var run = await RunAsync(target, model);

        Assert.Equal(0, run.ExitCode);
        var lines = WindowLine().Matches(run.Output);
        Assert.Equal(model.Windows.Count, lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            var expected = Array.IndexOf(model.Expected[i], model.Expected[i].Max()).ToString(CultureInfo.InvariantCulture);
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), lines[i].Groups["window"].Value);
            Assert.Equal(expected, lines[i].Groups["class"].Value);
            Assert.Equal(expected, lines[i].Groups["expected"].Value);
            Assert.Equal("equal", lines[i].Groups["bytes"].Value);
            Assert.Equal(!target.IsHost, lines[i].Groups["instructions"].Success);
        }

        Assert.Contains("summary: 5 of 5 windows equal", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("cortex-m4")]
    public async Task One_wrong_byte_is_named_and_fails_the_run(string core)
    {
        var random = new Random(8);
        var model = TestModel.Interpreted("wearable", ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(random), "random"), windows: 3, random);
        model.Expected[1][^1] ^= 1;

        var run = await RunAsync(FirmwareTarget.All.Single(candidate => candidate.Name == core), model);

        Assert.Equal(1, run.ExitCode);
        var verdicts = WindowLine().Matches(run.Output).Select(line => line.Groups["bytes"].Value);
        Assert.Equal(["equal", "DIFFER", "equal"], verdicts);
        Assert.Contains("summary: 2 of 3 windows equal", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(128, 9, 6)]
    [InlineData(64, 30, 10)]
    public async Task The_shipped_profile_predicts_the_instructions_of_a_whole_network(int time, int sensors, int classes)
    {
        var random = new Random(time);
        var space = SearchSpace.Create(time, sensors, classes, new SearchSpaceOptions { SensorFusionMaximumFilters = 24 });
        var graph = ArchitectureLowering.Lower(space, RandomArchitectures.Draw(space, random));
        var network = ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(graph, random), "random");
        var profile = LatencyTables.Profiles.Single(candidate => candidate.Name == "micronas-cortex-m4");
        var table = new ProfileLatencyTable(profile, "test", new Hertz(64e6));
        var ways = KernelScheduler.Schedule(network).Convolutions;
        double Predict(Func<int, ConvolutionPlan?> way) => graph.Operators
            .Select((node, index) => table.Estimate(OperatorShapes.Of(graph, node) with { Way = way(index) }).Count)
            .Sum() / profile.CyclesPerUnit;

        var run = await RunAsync(FirmwareTarget.CortexM4, TestModel.Interpreted("wearable", network, windows: 1, random));

        var counted = double.Parse(WindowLine().Match(run.Output).Groups["instructions"].Value, CultureInfo.InvariantCulture);
        Assert.InRange(Predict(index => ways[index]) / counted, 0.98, 1.02);
        // The search does not know what room the arena will have: it counts on slower ways.
        Assert.InRange(Predict(_ => null) / counted, 0.98, 1.2);
    }

    [GeneratedRegex(@"^window (?<window>\d+): class (?<class>\d+) \(.*\), expected (?<expected>\d+) \(.*\), bytes (?<bytes>equal|DIFFER)(, (?<instructions>\d+) instructions)?\r?$", RegexOptions.Multiline)]
    private static partial Regex WindowLine();

    private static async Task<FirmwareRun> RunAsync(FirmwareTarget target, TestModel model)
    {
        using var folder = new TemporaryFolder();
        var sources = await SelfTestProgram.WriteAsync(folder, model);
        await FirmwareSources.Toolchain.CompileAsync(
            target, [FirmwareSources.WearableMain, .. sources], [folder.Path], folder.File("wearable"), SelfTestProgram.Strict);
        return await FirmwareProgram.RunAsync(target, folder.File("wearable"), TimeSpan.FromMinutes(1));
    }
}
