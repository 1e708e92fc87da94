using MicroNas.Core.Architectures;
using MicroNas.Core.Targets;
using MicroNas.Learning.Numerics;

namespace MicroNas.Learning.Search;

/// <summary>
/// Random architectures that keep a budget. Options are drawn uniformly and what does not keep the budget is rejected, so that each
/// choice of options is equally likely. Under a budget that nearly nothing keeps, the rest comes from the decoder on random
/// scores (standard Gumbel, one an option): no longer uniform, but spread over all that keeps the budget.
/// </summary>
internal static class RandomArchitectures
{
    private const int DrawsEach = 300;
    private const int DecodingsEach = 4;

    /// <returns>Different networks, at most <paramref name="count"/>, at least one: less than asked for when the budget leaves hardly more.</returns>
    /// <exception cref="Core.Diagnostics.MicroNasException">MNAS2xxx: no architecture keeps the budget.</exception>
    public static IReadOnlyList<Architecture> Draw(ICostModel costs, Budget budget, int count, int seed, CancellationToken cancellation)
    {
        var random = new RandomSource(seed, RandomStream.Architectures);
        var drawn = new OrderedDictionary<string, Architecture>();
        for (var i = 0; i < DrawsEach * count && drawn.Count < count; i++)
        {
            if (Uniform(costs.Space, random) is { } architecture && costs.Evaluate(architecture).Keeps(budget))
            {
                drawn.TryAdd(costs.Space.NetworkName(architecture), architecture);
            }
        }

        for (var i = 0; i < DecodingsEach * count && drawn.Count < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var architecture = costs.Decode([.. costs.Space.Groups.Select(group => Scores(group, random))], budget);
            drawn.TryAdd(costs.Space.NetworkName(architecture), architecture);
        }

        return [.. drawn.Values];
    }

    /// <summary>Every option equally likely; null where they stand for a disconnected network.</summary>
    public static Architecture? Uniform(SearchSpace space, RandomSource random)
    {
        int[] options = [.. space.Groups.Select(group => (int)(random.NextUniform() * group.Options))];
        return ArchitectureEncoding.IsConnected(space, options) ? ArchitectureEncoding.Decode(space, options) : null;
    }

    private static double[] Scores(DecisionGroup group, RandomSource random) =>
        [.. Enumerable.Range(0, group.Options).Select(_ => random.NextGumbel())];
}
