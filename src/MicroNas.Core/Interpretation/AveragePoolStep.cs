using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>AVERAGE_POOL_2D: the mean of the window's part inside the map, rounded half away from zero.</summary>
internal sealed class AveragePoolStep(QuantizedModel model, AveragePool2D step) : PoolStep(model, step)
{
    protected override int Reduce(ReadOnlySpan<sbyte> source, (int Start, int End) rows, (int Start, int End) columns, int channel)
    {
        var sum = 0;
        for (var y = rows.Start; y < rows.End; y++)
        {
            for (var x = columns.Start; x < columns.End; x++)
            {
                sum += source[Index(y, x, channel)];
            }
        }

        var count = (rows.End - rows.Start) * (columns.End - columns.Start);
        return sum > 0 ? (sum + (count / 2)) / count : (sum - (count / 2)) / count;
    }
}
