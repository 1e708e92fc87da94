using MicroNas.Core.Architectures;
using MicroNas.Learning.Checkpoints;
using MicroNas.Learning.Numerics;

namespace MicroNas.Learning.Search;

/// <summary>The architectural weights α of every decision group, all zero at first: no option is preferred.</summary>
internal sealed class ArchitectureWeights(IReadOnlyList<DecisionGroup> groups) : ICheckpointed
{
    /// <summary>α, [group][option].</summary>
    public IReadOnlyList<double[]> Values { get; } = [.. groups.Select(group => new double[group.Options])];

    /// <summary>â = softmax((α + Gumbel noise) / τ) for one step (paper, Eq. 3).</summary>
    /// <param name="noise">Null: without noise.</param>
    public IReadOnlyList<double[]> Sample(double temperature, RandomSource? noise) =>
        [.. Values.Select(alpha =>
        {
            var scores = new double[alpha.Length];
            for (var i = 0; i < alpha.Length; i++)
            {
                scores[i] = (alpha[i] + (noise?.NextGumbel() ?? 0)) / temperature;
            }

            return Softmax(scores);
        })];

    /// <summary>softmax(α): the options' probabilities without noise.</summary>
    public IReadOnlyList<double[]> Probabilities() => [.. Values.Select(Softmax)];

    /// <summary>log softmax(α), finite for any finite α.</summary>
    public IReadOnlyList<double[]> LogProbabilities() => [.. Values.Select(LogSoftmax)];

    /// <summary>α −= <paramref name="learningRate"/> · <paramref name="gradient"/> (d loss / d α, [group][option]).</summary>
    public void Descend(IReadOnlyList<double[]> gradient, double learningRate)
    {
        foreach (var (alpha, direction) in Values.Zip(gradient))
        {
            for (var j = 0; j < alpha.Length; j++)
            {
                alpha[j] -= learningRate * direction[j];
            }
        }
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        foreach (var alpha in Values)
        {
            StateValues.Save(writer, (ReadOnlySpan<double>)alpha);
        }
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader reader)
    {
        foreach (var alpha in Values)
        {
            StateValues.Restore(reader, alpha.AsSpan());
        }
    }

    /// <summary>
    /// d loss / d α from d loss / d â, [group][option]:
    /// d loss / d α_j = â_j / τ · (d loss / d â_j − Σ_i â_i · d loss / d â_i).
    /// </summary>
    /// <param name="sample">â, as <see cref="Sample"/> or (with τ = 1) <see cref="Probabilities"/> returned it.</param>
    /// <param name="gradient">d loss / d â.</param>
    internal static IReadOnlyList<double[]> Gradient(
        IReadOnlyList<double[]> sample, IReadOnlyList<double[]> gradient, double temperature) =>
        [.. sample.Zip(gradient, (probabilities, derivative) =>
        {
            var mean = 0.0;
            for (var i = 0; i < probabilities.Length; i++)
            {
                mean += probabilities[i] * derivative[i];
            }

            var result = new double[probabilities.Length];
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = probabilities[i] / temperature * (derivative[i] - mean);
            }

            return result;
        })];

    internal static double[] LogSoftmax(double[] scores)
    {
        var highest = scores.Max();
        var logSum = highest + Math.Log(scores.Sum(score => Math.Exp(score - highest)));
        return [.. scores.Select(score => score - logSum)];
    }

    internal static double[] Softmax(double[] scores)
    {
        var highest = scores.Max();
        var probabilities = new double[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            probabilities[i] = Math.Exp(scores[i] - highest);
        }

        var sum = probabilities.Sum();
        for (var i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] /= sum;
        }

        return probabilities;
    }
}
