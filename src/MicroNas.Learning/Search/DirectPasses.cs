using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Direct;

namespace MicroNas.Learning.Search;

/// <summary>Without libtorch, in float32.</summary>
internal sealed class DirectPasses : ISuperNetworkPasses
{
    private readonly DirectDecisions[] decisions = [.. Enumerable.Range(0, ShardWorkers.Count).Select(_ => new DirectDecisions())];
    private readonly DirectGradient gradient;

    /// <param name="batchSize">Windows of a batch, at most.</param>
    public DirectPasses(SuperNetwork network, ShardWorkers workers, int batchSize) => gradient = new DirectGradient(
        network.Parameters, workers, batchSize, (shard, windows) => network.BuildDirect(decisions[shard], windows));

    public double Loss => gradient.Loss;

    public long Correct => gradient.Correct;

    public double[][] ToDecisions(WindowBatch batch, IReadOnlyList<double[]> sample, IReadOnlyList<DropoutSource>? dropout, Action? meanwhile)
    {
        Fill(sample);
        gradient.ComputeConstant(batch, dropout, back: true, meanwhile);
        var target = sample.Select(options => new double[options.Length]).ToArray();
        Array.ForEach(decisions, shard => shard.AddGradient(sample, target));
        return target;
    }

    public void Judge(WindowBatch batch, IReadOnlyList<double[]> sample, IReadOnlyList<DropoutSource>? dropout, Action? meanwhile)
    {
        Fill(sample);
        gradient.ComputeConstant(batch, dropout, back: false, meanwhile);
    }

    public IReadOnlyList<float[]> ToWeights(
        WindowBatch batch, IReadOnlyList<double[]> sample, IReadOnlyList<DropoutSource>? dropout, Action? meanwhile)
    {
        Fill(sample);
        return gradient.Compute(batch, dropout, meanwhile).Values;
    }

    public void Dispose()
    {
        gradient.Dispose();
        Array.ForEach(decisions, shard => shard.Dispose());
    }

    private void Fill(IReadOnlyList<double[]> sample) => Array.ForEach(decisions, shard => shard.Fill(sample));
}
