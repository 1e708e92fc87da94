using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Emission;

/// <summary>Golden inputs for a model without a data set.</summary>
public static class GoldenWindows
{
    /// <summary>Of all windows together; they become C source, several characters a value.</summary>
    private const long MaximumValues = 1 << 24;

    private const ulong Seed = 0x6d6963726f6e6173;

    /// <summary>
    /// Random windows, the same on every machine: the first over the whole of int8, the next ones around a random value with half the
    /// spread each, since inputs of another amplitude saturate other sums.
    /// </summary>
    /// <param name="count">At least 1.</param>
    /// <param name="elements">Of one window.</param>
    /// <exception cref="MicroNasException">MNAS6502: so many and so large that no firmware holds them.</exception>
    public static IReadOnlyList<sbyte[]> Random(int count, int elements)
    {
        const int amplitudes = 4;
        if ((long)count * elements > MaximumValues)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.EmissionMetadataMismatch,
                FormattableString.Invariant($"{count} golden windows of {elements} values exceed {MaximumValues} values. Ask for fewer (--golden).")));
        }

        var random = new DeterministicRandom(Seed);
        var windows = new sbyte[count][];
        for (var i = 0; i < count; i++)
        {
            var spread = 256 >> (i % amplitudes);
            var lowest = sbyte.MinValue + random.NextInteger(257 - spread);
            windows[i] = new sbyte[elements];
            for (var j = 0; j < elements; j++)
            {
                windows[i][j] = (sbyte)(lowest + random.NextInteger(spread));
            }
        }

        return windows;
    }
}
