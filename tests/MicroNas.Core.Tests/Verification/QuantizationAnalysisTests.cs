using MicroNas.Core.Architectures;
using MicroNas.Core.Datasets;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Quantization;
using MicroNas.Core.Reporting;
using MicroNas.Core.Verification;

namespace MicroNas.Core.Tests.Verification;

public sealed class QuantizationAnalysisTests
{
    private const int Windows = 40;

    [Fact]
    public void Every_rounding_layer_is_named_in_order_and_their_shares_make_one()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var network = RandomTrainedNetworks.Draw(new Random(seed));

            var report = Analyse(network, Draw(network.Graph, new Random(seed)));

            Assert.Equal(
                network.Graph.Operators.Where(step => step is not ReshapeOperator).Select(step => step.Name).Prepend("input"),
                report.Layers.Select(layer => layer.Layer));
            Assert.InRange(report.Layers.Sum(layer => layer.ScoreNoiseShare), 0.99, 1.01);
            Assert.All(report.Layers, layer => Assert.InRange(layer.ChangedClasses, Math.Abs(layer.AccuracyCost), 1));
            Assert.Equal(0, report.Layers[^1].ScoreNoiseShare);
        }
    }

    /// <summary>The labels are the float network's own answers, so that only int8 can be wrong.</summary>
    [Fact]
    public void Float_is_right_and_int8_costs_what_it_changes()
    {
        var network = RandomTrainedNetworks.Draw(new Random(3));

        var report = Analyse(network, Draw(network.Graph, new Random(3)), changed: Windows / 4);

        Assert.Equal(1, report.FloatAccuracy);
        Assert.Equal(0.25, report.AccuracyCost);
        Assert.Equal((Windows / 4, 0), (report.LostWindows, report.WonWindows));
        Assert.Equal(Windows, report.LayerWindows);
        Assert.All(report.Layers, layer => Assert.Equal(layer.ChangedClasses, layer.AccuracyCost));
    }

    /// <summary>Some labels are what int8 says and float does not: these windows are int8's.</summary>
    [Fact]
    public void Windows_lost_and_won_are_counted_apart()
    {
        var network = RandomTrainedNetworks.Draw(new Random(3));

        var report = Analyse(network, Draw(network.Graph, new Random(3)), changed: 12, isInt8Right: window => window < 5);

        Assert.Equal((7, 5), (report.LostWindows, report.WonWindows));
        Assert.Equal((double)(Windows - 5) / Windows, report.FloatAccuracy);
        Assert.Equal(2.0 / Windows, report.AccuracyCost);
    }

    [Fact]
    public void A_range_that_is_far_too_wide_costs_in_its_own_layer()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var network = RandomTrainedNetworks.Draw(new Random(seed));
            var values = Draw(network.Graph, new Random(seed));

            // Not the last convolution: the pool behind it has the same steps.
            var layers = network.Graph.Operators.Where(step => step is ConvolutionOperator or AddOperator).SkipLast(1).ToList();
            var wide = layers[seed % layers.Count];
            var ranges = RangesOf(network, values);
            var before = Analyse(network with { Ranges = ranges }, values).Layers.Single(layer => layer.Layer == wide.Name);
            ranges[wide.Output] = new ActivationRange(0, 40 * ranges[wide.Output].Maximum);

            var after = Analyse(network with { Ranges = ranges }, values).Layers.Single(layer => layer.Layer == wide.Name);

            Assert.InRange(after.ScoreNoiseShare, before.ScoreNoiseShare * 1.2, 1);
            Assert.InRange(after.SignalToNoiseDecibels!.Value, double.NegativeInfinity, before.SignalToNoiseDecibels!.Value - 10);
        }
    }

    [Fact]
    public void Values_that_int8_holds_exactly_cost_nothing()
    {
        // Constant windows of whole numbers, weights of one, steps of one: only the probabilities must be rounded.
        var shape = new TensorShape(4, 3, 1);
        var two = new TensorShape(4, 3, 2);
        var one = new TensorShape(1, 1, 2);
        var graph = new OperatorGraph(
            [shape, two, two, two, one, one, one],
            [
                new ConvolutionOperator("first", [0], 1, 1, 1, 1, 1, FusedRelu: true),
                new ConvolutionOperator("second", [1], 2, 1, 1, 1, 1, FusedRelu: true),
                new AddOperator("sum", [1, 2], 3),
                new GlobalAveragePoolOperator("pool", [3], 4),
                new ReshapeOperator("reshape", [4], 5),
                new SoftmaxOperator("softmax", [5], 6),
            ]);
        var steps = new ActivationRange(0, 255);
        var network = new TrainedNetwork(
            graph,
            new Dictionary<string, TrainedConvolution>
            {
                ["first"] = new([1, 1], [0, 3]),
                ["second"] = new([1, 0, 0, 1], [0, 0]),
            },
            new Dictionary<int, ActivationRange>
            {
                [0] = new(-128, 127),
                [1] = steps,
                [2] = steps,
                [3] = steps,
                [4] = steps,
                [5] = steps,
                [6] = new(0, 255f / 256),
            });
        var values = Enumerable.Range(0, Windows).SelectMany(window => Enumerable.Repeat((float)window, shape.Elements)).ToArray();

        var report = Analyse(network, values);

        Assert.All(report.Layers.SkipLast(1), layer => Assert.Null(layer.SignalToNoiseDecibels));
        Assert.All(report.Layers, layer => Assert.Equal((0.0, 0.0, 0.0), (layer.ScoreNoiseShare, layer.ChangedClasses, layer.AccuracyCost)));
        Assert.Empty(report.Costliest(3));
    }

    [Fact]
    public void The_report_does_not_depend_on_the_threads()
    {
        var network = RandomTrainedNetworks.Draw(new Random(5));
        var values = Draw(network.Graph, new Random(5));

        var first = ReportJson.Serialize(Analyse(network, values));

        Assert.Equal(first, ReportJson.Serialize(Analyse(network, values)));
    }

    [Fact]
    public void A_cancelled_analysis_ends()
    {
        var network = RandomTrainedNetworks.Draw(new Random(5));

        Assert.ThrowsAny<OperationCanceledException>(
            () => Analyse(network, Draw(network.Graph, new Random(5)), cancellation: new CancellationToken(canceled: true)));
    }

    /// <summary>Ranges that clip nothing, so that only the size of the steps makes noise.</summary>
    private static Dictionary<int, ActivationRange> RangesOf(TrainedNetwork network, float[] values)
    {
        var interpreter = new FloatInterpreter(network.Graph, network.Convolutions);
        var activations = interpreter.NewActivations();
        var ranges = network.Graph.Tensors.Select((_, tensor) => tensor).ToDictionary(tensor => tensor, _ => default(ActivationRange));
        foreach (var window in values.Chunk(network.Graph.Input.Elements))
        {
            window.CopyTo(activations[0], 0);
            interpreter.Run(activations);
            foreach (var (tensor, range) in ranges)
            {
                ranges[tensor] = new(
                    Math.Min(range.Minimum, activations[tensor].Min()), Math.Max(range.Maximum, activations[tensor].Max()));
            }
        }

        return ranges;
    }

    private static float[] Draw(OperatorGraph graph, Random random) =>
        [.. Enumerable.Range(0, Windows * graph.Input.Elements).Select(_ => (float)((random.NextDouble() * 3) - 1.5))];

    /// <param name="changed">How many of the windows, from the first, int8 is said to give to another class.</param>
    /// <param name="isInt8Right">Windows whose label is what int8 is said to give; null: none, the float network is always right.</param>
    private static QuantizationReport Analyse(
        TrainedNetwork network, float[] values, int changed = 0, Func<int, bool>? isInt8Right = null, CancellationToken cancellation = default)
    {
        var graph = network.Graph;
        var interpreter = new FloatInterpreter(graph, network.Convolutions);
        var activations = interpreter.NewActivations();
        var answers = values.Chunk(graph.Input.Elements).Select(window =>
        {
            window.CopyTo(activations[0], 0);
            interpreter.Run(activations);
            return Array.IndexOf(activations[^1], activations[^1].Max());
        }).ToArray();
        var int8 = answers.Select((answer, window) => window < changed ? (answer + 1) % graph.Output.Channels : answer).ToArray();
        var labels = answers.Select((answer, window) => isInt8Right?.Invoke(window) == true ? int8[window] : answer).ToArray();
        var identity = new ChannelNormalization(
            [.. Enumerable.Repeat(0f, graph.Input.Sensors)], [.. Enumerable.Repeat(1f, graph.Input.Sensors)], 100, 100);
        return new QuantizationAnalysis(graph, network.Convolutions, ModelQuantizer.Quantize(network, "test")).Run(
            new WindowSet(values, labels, null, graph.Input.Time, graph.Input.Sensors), identity, graph.Output.Channels, int8, cancellation);
    }
}
