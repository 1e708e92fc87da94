using MicroNas.Core.Architectures;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Learning;

/// <summary>Finds requests that cannot be met before any time is spent on them.</summary>
internal static class RequestCheck
{
    /// <exception cref="MicroNasException">MNAS5005.</exception>
    public static void Options(int epochs, int batchSize, string section)
    {
        List<Diagnostic> errors = [];
        if (epochs < 1)
        {
            errors.Add(OutOfRange($"{section}.epochs", epochs, 1));
        }

        if (batchSize < 2)
        {
            errors.Add(OutOfRange($"{section}.batch", batchSize, 2));
        }

        if (errors.Count > 0)
        {
            throw new MicroNasException(errors);
        }
    }

    /// <exception cref="MicroNasException">MNAS5004.</exception>
    public static void Shape(Dataset dataset, TensorShape input, int classes)
    {
        if (dataset.Length != input.Time || dataset.Channels != input.Sensors || dataset.ClassNames.Count != classes)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.WindowsDoNotFitNetwork,
                FormattableString.Invariant($"The windows are {dataset.Length} samples x {dataset.Channels} channels with {dataset.ClassNames.Count} classes, ")
                + FormattableString.Invariant($"the network was made for {input.Time} x {input.Sensors} with {classes}. Run the search again for this data set.")));
        }
    }

    /// <exception cref="MicroNasException">MNAS5003.</exception>
    public static void Windows(WindowSet windows, string split)
    {
        if (windows.Count < 2)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.TooFewWindows,
                FormattableString.Invariant($"The {split} split has {windows.Count} windows, at least 2 are needed. Enlarge it in dataset.split.")));
        }
    }

    private static Diagnostic OutOfRange(string name, int value, int least) => Diagnostic.Error(
        DiagnosticCodes.LearningOptionOutOfRange,
        FormattableString.Invariant($"{name} is {value}; expected at least {least}."));
}
