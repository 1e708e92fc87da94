using MicroNas.Learning.Numerics;

using static TorchSharp.torch;

namespace MicroNas.Learning.Search;

/// <summary>Sum of a cell's branches.</summary>
internal static class BranchSum
{
    /// <summary>Makes one new tensor, however many branches there are.</summary>
    public static Tensor Of(IEnumerable<Tensor> branches)
    {
        Tensor? first = null;
        Tensor? sum = null;
        foreach (var branch in branches)
        {
            if (first is null)
            {
                first = branch;
            }
            else
            {
                // The first branch stays as it is: its ReLU needs it again for the gradient.
                sum = sum is null ? first.Plus(branch) : sum.PlusInPlace(branch);
            }
        }

        return sum ?? first ?? throw new ArgumentException("A cell needs a branch.", nameof(branches));
    }
}
