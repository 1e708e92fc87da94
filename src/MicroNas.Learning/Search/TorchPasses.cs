using MicroNas.Learning.Numerics;

using static TorchSharp.torch;

namespace MicroNas.Learning.Search;

/// <summary>With libtorch's convolutions, in the network's precision.</summary>
internal sealed class TorchPasses(SuperNetwork network, ShardWorkers workers) : ISuperNetworkPasses
{
    private readonly ShardedGradient gradient = new(network.Parameters, workers);
    private readonly HashSet<(int Count, bool WithGradient)> compiled = [];

    public double Loss => gradient.Loss;

    public long Correct => gradient.Correct;

    public double[][] ToDecisions(WindowBatch batch, IReadOnlyList<double[]> sample, IReadOnlyList<DropoutSource>? dropout, Action? meanwhile)
    {
        var parts = new double[ShardWorkers.Count][][];
        workers.Run(
            shard =>
            {
                var decisions = new SampledDecisions(sample, architecture: true);
                parts[shard] = decisions.Gradient(CrossEntropy(batch, shard, decisions, dropout));
            },
            meanwhile,
            inTurn: compiled.Add((batch.Count, true)));
        var sum = parts[0];
        for (var group = 0; group < sum.Length; group++)
        {
            for (var option = 0; option < sum[group].Length; option++)
            {
                sum[group][option] += parts[1][group][option];
            }
        }

        return sum;
    }

    public void Judge(WindowBatch batch, IReadOnlyList<double[]> sample, IReadOnlyList<DropoutSource>? dropout, Action? meanwhile) => workers.Run(
        shard =>
        {
            using var constant = no_grad();
            CrossEntropy(batch, shard, new SampledDecisions(sample, architecture: true), dropout);
        },
        meanwhile,
        inTurn: compiled.Add((batch.Count, false)));

    public IReadOnlyList<float[]> ToWeights(
        WindowBatch batch, IReadOnlyList<double[]> sample, IReadOnlyList<DropoutSource>? dropout, Action? meanwhile) =>
        gradient.Compute(
            batch,
            (values, shard) => network.Forward(values, new SampledDecisions(sample, architecture: false), dropout?[shard]),
            meanwhile).Values;

    public void Dispose()
    {
    }

    private Tensor CrossEntropy(WindowBatch batch, int shard, SampledDecisions decisions, IReadOnlyList<DropoutSource>? dropout) =>
        gradient.CrossEntropy(batch, shard, (values, _) => network.Forward(values, decisions, dropout?[shard]));
}
