using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets;

/// <summary>How much overlapping windows may make of the samples that they are cut from.</summary>
internal static class WindowLimit
{
    /// <param name="values">Values of all windows together.</param>
    /// <exception cref="MicroNasException">MNAS3008.</exception>
    public static void Check(long values, string origin)
    {
        if (values > Arrays.NpyReader.MaximumBytes / sizeof(float))
        {
            throw DataErrors.Failure(
                DiagnosticCodes.DataTooLarge, $"the windows would hold {values} values; a longer 'dataset.stride' makes fewer of them.", origin);
        }
    }
}
