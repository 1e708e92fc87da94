using System.Diagnostics;
using MathNet.Numerics;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Latency;
using MicroNas.Core.Quantization;
using MicroNas.Core.Targets;
using MicroNas.Tests.Shared;

namespace MicroNas.Benchmarks.EmulatedNetworks;

/// <summary>
/// Characterizes two search spaces on two emulated cores by about thirty operators each, and predicts whole random networks of them: against the
/// instructions that the emitted networks really take.
/// </summary>
public sealed class EmulatedNetworksBenchmark : IBenchmark
{
    private const int NetworksOfASpaceAndCore = 50;
    private const int NetworksInAProgram = 25;

    private static readonly (string Name, int Time, int Sensors, int Classes)[] Spaces = [("uci-har", 128, 9, 6), ("skoda", 64, 30, 10)];

    private static readonly FirmwareTarget[] Targets = [FirmwareTarget.CortexM4, FirmwareTarget.CortexM33];

    private static readonly LatencyProfile Profile = LatencyTables.Profiles.Single(profile => profile.Runtime == InferenceRuntime.Micronas);

    public string Name => "emulated-networks";

    public string Description => "Predicts 200 random networks on two emulated cores from about 30 measured operators each; beside it the proxy by MACs.";

    public BenchmarkResult Run(string data, Action<string> log)
    {
        var toolchain = new FirmwareToolchain(new FirmwareLayout(Path.Combine(RepositoryFolder.Find(), "firmware")));
        var figures = new List<Figure>();
        var rows = new List<SortedDictionary<string, object>>();
        var (predicted, measured, proxies) = (new List<double>(), new List<double>(), new List<double>());
        var longest = TimeSpan.Zero;
        var worstOfProfile = 0.0;
        foreach (var (name, time, sensors, classes) in Spaces)
        {
            var space = SearchSpace.Create(time, sensors, classes, new SearchSpaceOptions());
            // Every core has networks of its own: 200 different ones.
            var random = new Random(time);
            foreach (var target in Targets)
            {
                var networks = Draw(space, random);
                var start = Stopwatch.GetTimestamp();
                var table = SpaceCharacterization.Run(toolchain, target, space);
                var elapsed = Stopwatch.GetElapsedTime(start);
                longest = elapsed > longest ? elapsed : longest;
                var instructions = Measure(toolchain, target, networks);
                double[] predictions = [.. networks.Select(network => network.Operators.Sum(table.Model))];
                double[] proxy = ByMultiplyAccumulates(networks, instructions);
                var shipped = new PredictionQuality([.. networks.Select(network => network.Operators.Sum(ByShippedProfile))], instructions);
                worstOfProfile = Math.Max(worstOfProfile, shipped.Worst);
                var (quality, crude) = (new PredictionQuality(predictions, instructions), new PredictionQuality(proxy, instructions));
                log(FormattableString.Invariant($"{name} on {target.Name}: {table.Operators} operators in {elapsed.TotalSeconds:0.0} s, R² {quality.Determination:0.000000}, median {quality.Median:0.00} %, worst {quality.Worst:0.00} %"));
                rows.Add(new SortedDictionary<string, object>(StringComparer.Ordinal)
                {
                    ["1 space and core"] = $"{name}, {target.Name}",
                    ["2 operators"] = table.Operators,
                    ["3 held-out p95 %"] = Math.Round(table.HeldOutPercentile95 * 100, 2),
                    ["4 R²"] = Math.Round(quality.Determination, 6),
                    ["5 median %"] = Math.Round(quality.Median, 3),
                    ["6 worst %"] = Math.Round(quality.Worst, 3),
                    ["7 R² by MACs"] = Math.Round(crude.Determination, 4),
                    ["8 median % by MACs"] = Math.Round(crude.Median, 1),
                    ["9 worst % by MACs"] = Math.Round(crude.Worst, 1),
                    ["10 worst % by the shipped profile"] = Math.Round(shipped.Worst, 2),
                });
                predicted.AddRange(predictions);
                measured.AddRange(instructions);
                proxies.AddRange(proxy);
            }
        }

        var (all, byMacs) = (new PredictionQuality(predicted, measured), new PredictionQuality(proxies, measured));
        figures.Add(Figure.AtLeast("R² of predicted and measured instructions", all.Determination, "", 0.9995));
        figures.Add(Figure.AtMost("median error of a whole network", all.Median, "%", 0.5));
        figures.Add(Figure.AtMost("worst error of a whole network", all.Worst, "%", 3));
        figures.Add(new Figure("R² by MACs, line through the origin", byMacs.Determination, ""));
        figures.Add(new Figure("median error by MACs", byMacs.Median, "%"));
        figures.Add(new Figure("worst error by MACs", byMacs.Worst, "%"));
        figures.Add(Figure.AtMost("worst error of a whole network by the shipped profile, not characterized", worstOfProfile, "%", Profile.CountErrorBand!.Value * 100));
        figures.Add(Figure.AtMost("longest characterization of a new search space", longest.TotalSeconds, "s", 60));
        return new BenchmarkResult(Name, figures, rows);
    }

    private static double ByShippedProfile(OperatorShape shape) => Profile.Dispatch + Profile.Operators.Units(shape, Profile.InstructionCacheBytes);

    private static List<EmittedNetwork> Draw(SearchSpace space, Random random)
    {
        return [.. Enumerable.Range(0, NetworksOfASpaceAndCore).Select(index =>
        {
            var graph = ArchitectureLowering.Lower(space, RandomArchitectures.Draw(space, random));
            var model = ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(graph, random), "random");
            return EmittedNetwork.Of($"network{index}", graph, model);
        })];
    }

    private static double[] Measure(FirmwareToolchain toolchain, FirmwareTarget target, List<EmittedNetwork> networks)
    {
        var folder = Directory.CreateTempSubdirectory("micronas-networks");
        try
        {
            var program = new NetworkProgram(toolchain, target, folder.FullName);
            return [.. networks.Chunk(NetworksInAProgram).SelectMany(some => program.Measure([.. some.Select(network => network.Compilation)]))
                .Select(count => (double)count)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The proxy of the literature at its best: the instructions per MAC that fit these very networks with the least squares of relative errors.</summary>
    private static double[] ByMultiplyAccumulates(List<EmittedNetwork> networks, double[] instructions)
    {
        double[] macs = [.. networks.Select(network => (double)network.Operators.Sum(OperatorFeatures.MultiplyAccumulates))];
        var perMac = Fit.LineThroughOrigin([.. macs.Zip(instructions, (x, y) => x / y)], [.. instructions.Select(_ => 1.0)]);
        return [.. macs.Select(count => count * perMac)];
    }
}
