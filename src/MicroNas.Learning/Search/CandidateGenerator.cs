using MicroNas.Core.Architectures;
using MicroNas.Core.Learning;
using MicroNas.Core.Targets;
using MicroNas.Learning.Numerics;

namespace MicroNas.Learning.Search;

/// <summary>
/// Architectures worth a trial. Each is the best one under the budget by scores that begin with the evidence of the
/// super-network, lean in some style, and vary by random noise: it spends the budget, whatever else it is.
/// </summary>
internal sealed class CandidateGenerator
{
    /// <summary>How much a descendant holds on to its parent's decisions, in units of log probability.</summary>
    private const double Heredity = 2;

    /// <summary>Scale of the Gumbel noise on every option's score.</summary>
    private const double Variation = 0.5;

    private const int AttemptsEach = 8;

    private readonly ICostModel costs;
    private readonly LearntDecisions learnt;
    private readonly bool leans;
    private readonly Budget budget;
    private readonly RandomSource random;
    private readonly CancellationToken cancellation;

    /// <param name="budget">What every candidate keeps: the user's or a tighter one.</param>
    public CandidateGenerator(SearchRequest request, LearntDecisions learnt, Budget budget, CancellationToken cancellation)
    {
        this.cancellation = cancellation;
        (costs, this.learnt, this.budget, leans) = (request.Costs, learnt, budget, request.Options.Recipe.Leans);
        random = new RandomSource(request.Options.Seed, RandomStream.Architectures);
    }

    /// <summary>
    /// The most probable architecture by α (design of the paper), the best by the evidence alone, and others in random styles;
    /// different networks, at most <paramref name="count"/>, fewer where the budget leaves hardly more.
    /// </summary>
    public IReadOnlyList<Architecture> First(int count)
    {
        var found = new OrderedDictionary<string, Architecture>();
        Add(costs.Decode(learnt.LogProbabilities, budget));
        Add(costs.Decode(Scores(DecodingStyle.Plain), budget));
        for (var attempt = 0; attempt < AttemptsEach * count && found.Count < count; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            Add(costs.Decode(Vary(Scores(NextStyle())), budget));
        }

        return [.. found.Values.Take(count)];

        void Add(Architecture architecture) => found.TryAdd(costs.Space.NetworkName(architecture), architecture);
    }

    /// <summary>Variations of <paramref name="parents"/> in turn, none of them one of <paramref name="known"/>; at most <paramref name="count"/>.</summary>
    public IReadOnlyList<Architecture> Descendants(IReadOnlyList<Architecture> parents, int count, IEnumerable<Architecture> known)
    {
        var names = known.Select(costs.Space.NetworkName).ToHashSet();
        var found = new List<Architecture>();
        for (var attempt = 0; attempt < AttemptsEach * count && found.Count < count; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            var scores = Scores(NextStyle());
            foreach (var (group, option) in ArchitectureEncoding.Encode(costs.Space, parents[attempt % parents.Count]).Index())
            {
                scores[group][option] += Heredity;
            }

            var descendant = costs.Decode(Vary(scores), budget);
            if (names.Add(costs.Space.NetworkName(descendant)))
            {
                found.Add(descendant);
            }
        }

        return found;
    }

    private DecodingStyle NextStyle() => leans ? DecodingStyle.Draw(random) : DecodingStyle.Plain;

    private IReadOnlyList<double[]> Scores(DecodingStyle style) => DecodingScores.Of(learnt.Evidence, costs.Space, style);

    private IReadOnlyList<double[]> Vary(IReadOnlyList<double[]> scores) =>
        [.. scores.Select(options => options.Select(score => score + (Variation * random.NextGumbel())).ToArray())];
}
