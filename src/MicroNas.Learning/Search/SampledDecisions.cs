using MicroNas.Learning.Numerics.Fused;

using static TorchSharp.torch;

namespace MicroNas.Learning.Search;

/// <summary>
/// â of one pass through the super-network as plain numbers. libtorch sees only the cells' factors; from their gradients
/// those of â follow here.
/// </summary>
/// <param name="probabilities">â, by group index.</param>
/// <param name="architecture">True: the pass asks for d loss / d â, and the weights are constants; false: the other way round.</param>
internal sealed class SampledDecisions(IReadOnlyList<double[]> probabilities, bool architecture)
{
    private readonly List<(BranchFactors Factors, Tensor Values)> used = [];

    /// <summary>Whether gradients flow to the network's weights.</summary>
    public bool WeightsTrainable => !architecture;

    /// <summary>Factors of a cell's branches, branches x C.</summary>
    public unsafe Tensor Factors(BranchFactors factors)
    {
        var values = empty(factors.Rows, factors.Filters);
        factors.Fill(probabilities, new Span<float>(ActivationMemory.Floats(values), factors.Rows * factors.Filters));
        if (architecture)
        {
            values.requires_grad_();
            used.Add((factors, values));
        }

        return values;
    }

    /// <summary>d <paramref name="loss"/> / d â, [group][option].</summary>
    public unsafe double[][] Gradient(Tensor loss)
    {
        var target = probabilities.Select(options => new double[options.Length]).ToArray();
        var gradients = autograd.grad([loss], [.. used.Select(entry => entry.Values)]);
        foreach (var ((factors, _), gradient) in used.Zip(gradients))
        {
            factors.AddGradient(
                probabilities, new ReadOnlySpan<float>(ActivationMemory.Floats(gradient), factors.Rows * factors.Filters), target);
        }

        return target;
    }
}
