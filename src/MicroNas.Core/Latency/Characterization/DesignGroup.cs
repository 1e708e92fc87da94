using MathNet.Numerics.LinearAlgebra;

namespace MicroNas.Core.Latency.Characterization;

/// <summary>The candidates of one form, and how well those that are chosen so far would tell its coefficients.</summary>
internal sealed class DesignGroup
{
    /// <summary>How uncertain the common scale of a form's coefficients is, over how uncertain each is by itself.</summary>
    private const double CommonScale = 0.1;

    private readonly double[][] shares;
    private readonly double[] moments;
    private readonly int count;
    private readonly SortedSet<int> chosen = [];
    private double[] covariance = [];
    private (int Index, double Gain)? best;

    public DesignGroup(OperatorModelPrior prior, IReadOnlyList<OperatorShape> candidates)
    {
        Prior = prior;
        Candidates = candidates;
        shares = [.. candidates.Select(prior.Shares)];
        count = prior.Scale.Length;
        moments = new double[count * count];
        foreach (var row in shares)
        {
            for (var i = 0; i < count * count; i++)
            {
                moments[i] += row[i / count] * row[i % count];
            }
        }

        Update();
    }

    public OperatorModelPrior Prior { get; }

    public IReadOnlyList<OperatorShape> Candidates { get; }

    public IReadOnlyCollection<int> Chosen => chosen;

    public void Choose(int candidate)
    {
        chosen.Add(candidate);
        Update();
    }

    public void Drop(int candidate)
    {
        chosen.Remove(candidate);
        Update();
    }

    /// <summary>
    /// The candidate whose measurement would lower the summed variance of all candidates' relative errors most; ties go to the first. Null when all
    /// are chosen.
    /// </summary>
    public (int Index, double Gain)? Best()
    {
        if (best is not null)
        {
            return best;
        }

        for (var candidate = 0; candidate < shares.Length; candidate++)
        {
            if (!chosen.Contains(candidate))
            {
                var gain = Gain(shares[candidate]);
                if (best is not { } known || gain > known.Gain)
                {
                    best = (candidate, gain);
                }
            }
        }

        return best;
    }

    private double Gain(double[] row)
    {
        // tr(C·M⁻¹) falls by uᵀCu / (1 + xᵀu), u = M⁻¹x, when x is measured (Sherman and Morrison).
        Span<double> direction = stackalloc double[count];
        var leverage = 1.0;
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                direction[i] += covariance[(i * count) + j] * row[j];
            }

            leverage += row[i] * direction[i];
        }

        var gain = 0.0;
        for (var i = 0; i < count; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < count; j++)
            {
                sum += moments[(i * count) + j] * direction[j];
            }

            gain += direction[i] * sum;
        }

        return gain / leverage;
    }

    private void Update()
    {
        best = null;
        var uncertainty = Matrix<double>.Build.Dense(count, count, (i, j) => (CommonScale * CommonScale) + (i == j ? 1 : 0))
            / (LatencyModelFit.PriorWeight * LatencyModelFit.PriorWeight);
        var information = uncertainty.Inverse();
        foreach (var candidate in chosen)
        {
            var row = Vector<double>.Build.Dense(shares[candidate]);
            information += row.OuterProduct(row);
        }

        covariance = information.Inverse().ToRowMajorArray();
    }
}
