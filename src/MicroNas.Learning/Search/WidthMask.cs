using MicroNas.Core;

using static TorchSharp.torch;

namespace MicroNas.Learning.Search;

/// <summary>Mask of a dynamic convolution: Σ_i â_i m_i, where m_i is 1 for the first filters of option i (paper, Eq. 4).</summary>
internal sealed class WidthMask : IDisposable
{
    private readonly EquatableArray<int> filterOptions;
    private readonly Tensor masks; // options, C

    /// <param name="filterOptions">Filters of each option, ascending.</param>
    public WidthMask(EquatableArray<int> filterOptions)
    {
        this.filterOptions = filterOptions;
        var filters = filterOptions[^1];
        var values = new float[filterOptions.Count * filters];
        for (var option = 0; option < filterOptions.Count; option++)
        {
            values.AsSpan(option * filters, filterOptions[option]).Fill(1);
        }

        masks = tensor(values, [filterOptions.Count, filters]).DetachFromDisposeScope();
    }

    /// <summary>C.</summary>
    public int Filters => filterOptions[^1];

    /// <summary>The factor of every filter, 0 to 1; C values.</summary>
    /// <param name="probabilities">â of the group that chooses the filters.</param>
    public void Fill(ReadOnlySpan<double> probabilities, Span<double> factors)
    {
        // A filter stays in every option that has more than it.
        var sum = 0.0;
        for (var option = filterOptions.Count - 1; option >= 0; option--)
        {
            sum += probabilities[option];
            var first = option == 0 ? 0 : filterOptions[option - 1];
            factors[first..filterOptions[option]].Fill(sum);
        }
    }

    /// <summary>d loss / d â from d loss / d factor, added to <paramref name="target"/>.</summary>
    public void AddGradient(ReadOnlySpan<double> factorGradient, Span<double> target)
    {
        var sum = 0.0;
        for (var option = 0; option < filterOptions.Count; option++)
        {
            var first = option == 0 ? 0 : filterOptions[option - 1];
            foreach (var value in factorGradient[first..filterOptions[option]])
            {
                sum += value;
            }

            target[option] += sum;
        }
    }

    /// <summary>The factor of every filter as a tensor that libtorch differentiates.</summary>
    /// <param name="probabilities">â of the group that chooses the filters.</param>
    public Tensor Of(Tensor probabilities) => probabilities.matmul(masks.to_type(probabilities.dtype));

    public void Dispose() => masks.Dispose();
}
