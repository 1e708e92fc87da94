namespace MicroNas.Learning.Search;

/// <summary>
/// What a cell's branches are multiplied by, one row a branch and one value a filter: the product of the probabilities that
/// switch the branch, times the width mask. In plain numbers, with the way back for gradients.
/// </summary>
internal sealed class BranchFactors
{
    private readonly WidthMask mask;
    private readonly int filterGroup;
    private readonly Row[] rows;

    /// <param name="filterGroup">Index of the group that chooses the filters.</param>
    /// <param name="rows">In the order of the branches.</param>
    public BranchFactors(WidthMask mask, int filterGroup, IEnumerable<Row> rows)
    {
        this.mask = mask;
        this.filterGroup = filterGroup;
        this.rows = [.. rows];
    }

    public int Rows => rows.Length;

    public int Filters => mask.Filters;

    /// <param name="probabilities">â, by group index.</param>
    /// <param name="factors">Rows x filters.</param>
    public void Fill(IReadOnlyList<double[]> probabilities, Span<float> factors)
    {
        Span<double> widths = stackalloc double[Filters];
        mask.Fill(probabilities[filterGroup], widths);
        for (var row = 0; row < rows.Length; row++)
        {
            var gate = Gate(rows[row], probabilities, except: -1);
            for (var c = 0; c < Filters; c++)
            {
                factors[(row * Filters) + c] = (float)(rows[row].Masked ? gate * widths[c] : gate);
            }
        }
    }

    /// <summary>d loss / d â from d loss / d factor, added to <paramref name="target"/> ([group][option]).</summary>
    /// <param name="gradient">Rows x filters.</param>
    public void AddGradient(IReadOnlyList<double[]> probabilities, ReadOnlySpan<float> gradient, IReadOnlyList<double[]> target)
    {
        Span<double> widths = stackalloc double[Filters];
        Span<double> widthGradient = stackalloc double[Filters];
        mask.Fill(probabilities[filterGroup], widths);
        widthGradient.Clear();
        for (var row = 0; row < rows.Length; row++)
        {
            var (gates, masked) = rows[row];
            var gate = Gate(rows[row], probabilities, except: -1);
            var sum = 0.0;
            for (var c = 0; c < Filters; c++)
            {
                double value = gradient[(row * Filters) + c];
                sum += masked ? value * widths[c] : value;
                widthGradient[c] += masked ? value * gate : 0;
            }

            for (var i = 0; i < gates.Length; i++)
            {
                target[gates[i].Group][gates[i].Option] += sum * Gate(rows[row], probabilities, except: i);
            }
        }

        mask.AddGradient(widthGradient, target[filterGroup]);
    }

    private static double Gate(Row row, IReadOnlyList<double[]> probabilities, int except)
    {
        var product = 1.0;
        for (var i = 0; i < row.Gates.Length; i++)
        {
            product *= i == except ? 1 : probabilities[row.Gates[i].Group][row.Gates[i].Option];
        }

        return product;
    }

    /// <param name="Gates">Options whose probabilities multiply the branch.</param>
    /// <param name="Masked">Whether the width mask does.</param>
    internal sealed record Row((int Group, int Option)[] Gates, bool Masked);
}
