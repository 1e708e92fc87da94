using MicroNas.Core.Diagnostics;
using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>
/// Generates what firmware compiles: the model's C for the runtime, a header of its shape and preprocessing, golden
/// vectors with a self-test, and the .tflite as an array. Equal inputs give equal bytes: no clock, no path, no culture.
/// </summary>
public static class CEmitter
{
    /// <summary>
    /// Files <c>NAME_info.h</c>, <c>NAME_model.h/.c</c>, <c>NAME_golden.h/.c</c>, <c>NAME_tflite.h/.c</c>; docs/emission.md
    /// describes each.
    /// </summary>
    /// <exception cref="MicroNasException">
    /// The model contradicts itself (MNAS60xx) or cannot be emitted with these options (MNAS65xx); nothing is returned.
    /// </exception>
    public static IReadOnlyList<EmittedFile> Emit(QuantizedModel model, EmissionOptions options)
    {
        QuantizedModelValidator.Validate(model, options.ModelName);
        Check(model, options);
        var schedule = KernelScheduler.Schedule(model);
        var names = new ModelNames(options.ModelName);
        return
        [
            InfoHeader.Emit(model, options, schedule.Arena, names),
            .. ModelSource.Emit(model, options, schedule, names),
            .. GoldenSource.Emit(options, names),
            .. TfliteSource.Emit(options, names),
        ];
    }

    private static void Check(QuantizedModel model, EmissionOptions options)
    {
        var errors = new List<Diagnostic>();
        void Require(bool condition, string message)
        {
            if (!condition)
            {
                errors.Add(Diagnostic.Error(DiagnosticCodes.EmissionMetadataMismatch, message));
            }
        }

        var input = model.Tensors[model.Input];
        var output = model.Tensors[model.Output];
        Require(input.Shape[0] == 1, $"The model's input has shape [{string.Join(", ", input.Shape)}]; expected batch 1.");
        Require(
            options.ClassNames.Count == output.Elements,
            $"There are {options.ClassNames.Count} class names for {output.Elements} outputs.");
        var sensors = InfoHeader.Sensors(input);
        Require(options.ChannelNames.Count == sensors, $"There are {options.ChannelNames.Count} channel names for {sensors} channels.");
        Require(
            options.Normalization.Mean.Count == sensors && options.Normalization.StandardDeviation.Count == sensors,
            $"The normalisation has {options.Normalization.Mean.Count} means and {options.Normalization.StandardDeviation.Count} "
            + $"standard deviations for {sensors} channels.");
        Require(
            options.Normalization.Mean.All(float.IsFinite)
            && options.Normalization.StandardDeviation.All(value => float.IsFinite(value) && value > 0)
            && float.IsFinite(options.Normalization.ClipStandardDeviations) && options.Normalization.ClipStandardDeviations > 0,
            "The normalisation's means must be finite, its standard deviations and clip positive.");
        Require(double.IsFinite(options.SampleRate.Value) && options.SampleRate.Value > 0, $"The sample rate is {options.SampleRate}; expected a positive number.");
        Require(
            options.GoldenInputs.Count == options.GoldenOutputs.Count && options.GoldenInputs.Count > 0,
            $"There are {options.GoldenInputs.Count} golden inputs and {options.GoldenOutputs.Count} golden outputs; expected as many, at least 1.");
        Require(
            options.GoldenInputs.All(window => window.Length == input.Elements) && options.GoldenOutputs.All(result => result.Length == output.Elements),
            $"A golden vector's length differs from the model's {input.Elements} inputs or {output.Elements} outputs.");
        if (errors.Count > 0)
        {
            throw new MicroNasException(errors);
        }
    }
}
