using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics;

namespace MicroNas.Learning.Search;

/// <summary>An architecture with some decisions drawn anew, all options equally likely.</summary>
internal static class ArchitectureMutation
{
    /// <summary>How likely a decision of a changed cell is drawn anew, and how likely one more cell is changed: what one cell gives up another can spend.</summary>
    private const double Share = 0.5;

    /// <param name="parent">[group], its options.</param>
    /// <returns>Null where the options stand for a disconnected network; can be the parent itself.</returns>
    public static Architecture? Draw(SearchSpace space, IReadOnlyList<int> parent, RandomSource random)
    {
        int[] options = [.. parent];
        do
        {
            var cell = space.Cells[(int)(random.NextUniform() * space.Cells.Count)];
            foreach (var decision in cell.Decisions.Where(_ => random.NextUniform() < Share))
            {
                options[decision.Index] = (int)(random.NextUniform() * decision.Options);
            }
        }
        while (random.NextUniform() < Share);

        return ArchitectureEncoding.IsConnected(space, options) ? ArchitectureEncoding.Decode(space, options) : null;
    }
}
