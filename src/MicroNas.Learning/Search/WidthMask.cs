using MicroNas.Core;

using static TorchSharp.torch;

namespace MicroNas.Learning.Search;

/// <summary>Mask of a dynamic convolution: Σ_i â_i m_i, where m_i is 1 for the first filters of option i (paper, Eq. 4).</summary>
internal sealed class WidthMask : IDisposable
{
    private readonly Tensor masks; // options, C

    /// <param name="filterOptions">Filters of each option, ascending.</param>
    public WidthMask(EquatableArray<int> filterOptions)
    {
        var filters = filterOptions[^1];
        var values = new float[filterOptions.Count * filters];
        for (var option = 0; option < filterOptions.Count; option++)
        {
            values.AsSpan(option * filters, filterOptions[option]).Fill(1);
        }

        masks = tensor(values, [filterOptions.Count, filters]).DetachFromDisposeScope();
    }

    /// <summary>The factor of every filter, 0 to 1; C values.</summary>
    /// <param name="probabilities">â of the group that chooses the filters.</param>
    public Tensor Of(Tensor probabilities) => probabilities.matmul(masks);

    public void Dispose() => masks.Dispose();
}
