using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>Whether names, normalisation and golden vectors fit a validated model.</summary>
internal static class EmissionCheck
{
    /// <summary>The prefix of the runtime's own names.</summary>
    private const string RuntimePrefix = "micronas";

    /// <exception cref="MicroNasException">MNAS6502, every misfit at once.</exception>
    public static void Check(QuantizedModel model, EmissionOptions options)
    {
        var errors = new List<Diagnostic>();
        void Require(bool condition, string message)
        {
            if (!condition)
            {
                errors.Add(Diagnostic.Error(DiagnosticCodes.EmissionMetadataMismatch, message));
            }
        }

        var (input, output) = (model.Tensors[model.Input], model.Tensors[model.Output]);
        var sensors = InputForm.Of(input).Sensors;
        Require(
            !new ModelNames(options.ModelName).Prefix.Equals(RuntimePrefix, StringComparison.OrdinalIgnoreCase),
            $"The model is named '{options.ModelName}', which is the prefix of the runtime's own names; expected another.");
        Require(
            options.ClassNames.Count == 0 || options.ClassNames.Count == output.Elements,
            $"There are {options.ClassNames.Count} class names for {output.Elements} outputs.");
        Require(
            options.ChannelNames.Count == 0 || options.ChannelNames.Count == sensors,
            $"There are {options.ChannelNames.Count} channel names for {sensors} channels.");
        if (options.Normalization is { } normalization)
        {
            CheckNormalization(normalization, sensors, Require);
        }

        Require(
            options.SampleRate is not { } rate || (double.IsFinite(rate.Value) && rate.Value > 0),
            $"The sample rate is {options.SampleRate}; expected a positive number.");
        CheckGolden(options, input.Elements, output.Elements, Require);
        if (errors.Count > 0)
        {
            throw new MicroNasException(errors);
        }
    }

    private static void CheckNormalization(ChannelNormalization normalization, int sensors, Action<bool, string> require)
    {
        require(
            normalization.Mean.Count == sensors && normalization.StandardDeviation.Count == sensors,
            $"The normalisation has {normalization.Mean.Count} means and {normalization.StandardDeviation.Count} "
            + $"standard deviations for {sensors} channels.");
        require(
            normalization.Mean.All(float.IsFinite)
            && normalization.StandardDeviation.All(value => float.IsFinite(value) && value > 0)
            && float.IsFinite(normalization.ClipStandardDeviations) && normalization.ClipStandardDeviations > 0
            && float.IsFinite(normalization.KneeStandardDeviations) && normalization.KneeStandardDeviations > 0,
            "The normalisation's means must be finite, its standard deviations, clip and knee positive.");
    }

    private static void CheckGolden(EmissionOptions options, int inputElements, int outputElements, Action<bool, string> require)
    {
        var count = options.GoldenInputs.Count;
        var outputs = options.GoldenOutputs?.Count ?? count;
        require(
            count == outputs && count > 0,
            $"There are {count} golden inputs and {outputs} golden outputs; expected as many, at least 1.");
        require(
            options.GoldenLabels.Count == 0 || options.GoldenLabels.Count == count,
            $"There are {options.GoldenLabels.Count} golden labels for {count} golden inputs.");
        require(
            options.GoldenInputs.All(window => window.Length == inputElements)
            && options.GoldenOutputs?.All(result => result.Length == outputElements) != false,
            $"A golden vector's length differs from the model's {inputElements} inputs or {outputElements} outputs.");
    }
}
