using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>MAX_POOL_2D: the largest value of the window's part inside the map.</summary>
internal sealed class MaxPoolStep(QuantizedModel model, MaxPool2D step) : PoolStep(model, step)
{
    protected override int Reduce(ReadOnlySpan<sbyte> source, (int Start, int End) rows, (int Start, int End) columns, int channel)
    {
        var largest = sbyte.MinValue;
        for (var y = rows.Start; y < rows.End; y++)
        {
            for (var x = columns.Start; x < columns.End; x++)
            {
                largest = Math.Max(largest, source[Index(y, x, channel)]);
            }
        }

        return largest;
    }
}
