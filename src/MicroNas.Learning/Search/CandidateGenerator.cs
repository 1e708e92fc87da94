using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Learning;
using MicroNas.Core.Targets;
using MicroNas.Learning.Numerics;

namespace MicroNas.Learning.Search;

/// <summary>
/// Architectures worth a trial, by turns of two kinds. Some are the best under the budget by scores that begin with the evidence of the
/// super-network, lean in some style, and vary by random noise: they spend the budget, whatever else they are. The others explore, so
/// that what the evidence and the decoder favour is not all that is tried: any architecture that keeps the budget, or a parent with some
/// decisions drawn anew.
/// </summary>
internal sealed class CandidateGenerator
{
    /// <summary>How much a descendant holds on to its parent's decisions, in units of log probability.</summary>
    private const double Heredity = 2;

    /// <summary>Scale of the Gumbel noise on every option's score.</summary>
    private const double Variation = 0.5;

    private const int AttemptsEach = 8;

    private const int DrawsEach = 300;

    private readonly ICostModel costs;
    private readonly LearntDecisions learnt;
    private readonly SearchRecipeOptions recipe;
    private readonly Budget budget;
    private readonly RandomSource random;
    private readonly CancellationToken cancellation;

    /// <param name="budget">What every candidate keeps: the user's or a tighter one.</param>
    public CandidateGenerator(SearchRequest request, LearntDecisions learnt, Budget budget, CancellationToken cancellation)
    {
        this.cancellation = cancellation;
        (costs, this.learnt, this.budget, recipe) = (request.Costs, learnt, budget, request.Options.Recipe);
        random = new RandomSource(request.Options.Seed, RandomStream.Architectures);
    }

    /// <summary>
    /// The most probable architecture by α (design of the paper), the best by the evidence alone, and others in random styles or at random;
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
            Add(Explored(attempt, () => RandomArchitectures.Uniform(costs.Space, random)) ?? costs.Decode(Vary(Scores(NextStyle())), budget));
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
            var parent = ArchitectureEncoding.Encode(costs.Space, parents[attempt % parents.Count]);

            // Every parent by turns in both ways: with four parents and ten descendants, four of these are varied at random.
            var descendant = Explored(attempt / parents.Count, () => ArchitectureMutation.Draw(costs.Space, parent, random)) ?? Decode(parent);
            if (names.Add(costs.Space.NetworkName(descendant)))
            {
                found.Add(descendant);
            }
        }

        return found;
    }

    private Architecture Decode(int[] parent)
    {
        var scores = Scores(NextStyle());
        foreach (var (group, option) in parent.Index())
        {
            scores[group][option] += Heredity;
        }

        return costs.Decode(Vary(scores), budget);
    }

    /// <summary>Null where it is not this attempt's turn, or nothing that was drawn keeps the budget: then the decoder, which always finds what does, takes the turn.</summary>
    private Architecture? Explored(int attempt, Func<Architecture?> draw)
    {
        for (var i = 0; recipe.Explores && attempt % 2 == 1 && i < DrawsEach; i++)
        {
            if (draw() is { } drawn && costs.Evaluate(drawn).Keeps(budget))
            {
                return drawn;
            }
        }

        return null;
    }

    private DecodingStyle NextStyle() => recipe.Leans ? DecodingStyle.Draw(random) : DecodingStyle.Plain;

    private IReadOnlyList<double[]> Scores(DecodingStyle style) => DecodingScores.Of(learnt.Evidence, costs.Space, style);

    private IReadOnlyList<double[]> Vary(IReadOnlyList<double[]> scores) =>
        [.. scores.Select(options => options.Select(score => score + (Variation * random.NextGumbel())).ToArray())];
}
