namespace MicroNas.Core.Architectures;

/// <summary>HW(i, j) for every pair of two numbers of filters, row-major, with its expectation and gradient.</summary>
internal sealed class CostTable
{
    private readonly double[] values;
    private readonly int columns;

    public CostTable(int rows, int columns, Func<int, int, double> value)
    {
        this.columns = columns;
        values = new double[rows * columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                values[(i * columns) + j] = value(i, j);
            }
        }
    }

    public double this[int row, int column] => values[(row * columns) + column];

    /// <summary>Σ_i Σ_j row_i · column_j · HW(i, j).</summary>
    public double Expect(double[] row, double[] column)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
        {
            sum += row[i] * Dot(i, column);
        }

        return sum;
    }

    /// <summary>Adds adjoint · d Expect / d row and adjoint · d Expect / d column.</summary>
    public void AddGradient(double[] row, double[] column, double adjoint, double[] rowGradient, double[] columnGradient)
    {
        if (adjoint == 0)
        {
            return;
        }

        for (var i = 0; i < row.Length; i++)
        {
            rowGradient[i] += adjoint * Dot(i, column);
            var weight = adjoint * row[i];
            for (var j = 0; j < columns; j++)
            {
                columnGradient[j] += weight * values[(i * columns) + j];
            }
        }
    }

    private double Dot(int row, double[] column)
    {
        var sum = 0.0;
        for (var j = 0; j < columns; j++)
        {
            sum += values[(row * columns) + j] * column[j];
        }

        return sum;
    }
}
