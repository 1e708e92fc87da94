using MicroNas.Core.Diagnostics;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Kernels;
using MicroNas.Core.Memory;
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
    /// <exception cref="MicroNasException">As for <see cref="Compile"/>.</exception>
    public static IReadOnlyList<EmittedFile> Emit(QuantizedModel model, EmissionOptions options) => Compile(model, options, MemoryLimits.None).Files;

    /// <summary>The same files, and what the model costs.</summary>
    /// <param name="model">Any model, also one that someone else made.</param>
    /// <param name="options">Names, normalisation, golden windows.</param>
    /// <param name="limits">The memory that the model may take.</param>
    /// <exception cref="MicroNasException">
    /// The model contradicts itself (MNAS60xx), or cannot be emitted with these options or within these limits (MNAS65xx);
    /// nothing is returned.
    /// </exception>
    public static ModelCompilation Compile(QuantizedModel model, EmissionOptions options, MemoryLimits limits)
    {
        QuantizedModelValidator.Validate(model, options.ModelName);
        EmissionCheck.Check(model, options);
        var schedule = KernelScheduler.Schedule(model, limits.Ram?.Bytes);
        var names = new ModelNames(options.ModelName);
        var source = ModelSource.Emit(model, options, schedule, names);
        CheckLimits(limits, schedule.Arena, source.Operators.Sum(node => node.ConstantBytes));
        var complete = options with { GoldenOutputs = options.GoldenOutputs ?? Interpret(model, options.GoldenInputs) };
        IReadOnlyList<EmittedFile> files =
        [
            InfoHeader.Emit(model, complete, schedule.Arena, names),
            ModelHeader.Emit(complete, names),
            source.File,
            .. GoldenSource.Emit(complete, names),
            .. TfliteSource.Emit(complete, names),
        ];
        return new ModelCompilation(files, names.Prefix, schedule, source.Operators);
    }

    private static sbyte[][] Interpret(QuantizedModel model, IReadOnlyList<sbyte[]> inputs)
    {
        var interpreter = new Int8Interpreter(model);
        return [.. interpreter.RunAll(inputs.SelectMany(window => window).ToArray()).Chunk(interpreter.OutputElements)];
    }

    private static void CheckLimits(MemoryLimits limits, ArenaPlan arena, long constantBytes)
    {
        var errors = new List<Diagnostic>();
        if (limits.Ram is { } ram && arena.Size > ram.Bytes)
        {
            errors.Add(Diagnostic.Error(DiagnosticCodes.ArenaOverLimit, FormattableString.Invariant(
                $"The model needs an arena of {arena.Size} bytes; {ram.Bytes} are available. The fullest operator alone keeps {arena.LowerBound} bytes alive: ")
                + "take a smaller model, or one whose first layers have fewer channels or larger strides."));
        }

        if (limits.Flash is { } flash && constantBytes > flash.Bytes)
        {
            errors.Add(Diagnostic.Error(DiagnosticCodes.ConstantsOverLimit, FormattableString.Invariant(
                $"The model's constants take {constantBytes} bytes of flash; {flash.Bytes} are available. Take a model with fewer weights.")));
        }

        if (errors.Count > 0)
        {
            throw new MicroNasException(errors);
        }
    }
}
