using System.Globalization;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Arrays;

/// <summary>
/// Reads windows from named arrays: X, y and optionally subject, or X_train, y_train, X_test, y_test and optionally subject_train
/// and subject_test; scale holds a factor for each channel of integer windows.
/// </summary>
internal sealed class ArrayDatasetReader(IArraySource source, DatasetOptions options)
{
    /// <summary>Labels above this are a mistake (a value, not a class) when the configuration does not name the classes.</summary>
    public const int MaximumClasses = 256;

    /// <exception cref="MicroNasException">MNAS3xxx.</exception>
    public RawDataset Read()
    {
        var isSplit = source.Names.Any(name => IsVariant(name, "X_train"));
        var training = ReadPart(isSplit ? "_train" : "");
        var test = isSplit && source.Names.Any(name => IsVariant(name, "X_test")) ? ReadPart("_test") : null;
        if (test is not null && (test.Length != training.Length || test.Channels != training.Channels))
        {
            throw Failure(
                DiagnosticCodes.ShapeMismatch,
                $"training windows have {training.Length} samples x {training.Channels} channels, test windows {test.Length} x {test.Channels}; expected the same.",
                source.Origin);
        }

        if (test is not null && training.Subjects is null != test.Subjects is null)
        {
            throw Failure(
                DiagnosticCodes.DataFileMissing, "only one of subject_train and subject_test is there; expected both or none.", source.Origin);
        }

        return new RawDataset(source.Origin, training, test);
    }

    /// <summary>X_train_i16 is a variant of X_train: the rest of the name tells the stored type.</summary>
    private static bool IsVariant(string name, string wanted) =>
        name == wanted || (name.StartsWith(wanted + "_", StringComparison.Ordinal) && NpyTypeSuffix(name[(wanted.Length + 1)..]));

    private static bool NpyTypeSuffix(string suffix) =>
        suffix is "i8" or "i16" or "i32" or "u8" or "u16" or "f16" or "f32" or "f64" or "int8" or "int16" or "int32" or "float16" or "float32" or "float64";

    private WindowSet ReadPart(string suffix)
    {
        var windows = source.Read(Find("X" + suffix)!);
        if (windows.Shape.Count is not (2 or 3) || windows.Shape.Contains(0))
        {
            throw Failure(
                windows.Count == 0 ? DiagnosticCodes.NoData : DiagnosticCodes.ShapeMismatch,
                $"the array has the shape {windows.ShapeText}; expected [windows, samples, channels], or [windows, samples] of one channel, none of them 0.", windows.Name);
        }

        var (count, length, channels) = (windows.Shape[0], windows.Shape[1], windows.Shape.Count == 3 ? windows.Shape[2] : 1);
        var labels = ReadIntegers(Find("y" + suffix)!, count, windows);
        CheckLabels(labels);
        var subjects = Find("subject" + suffix, isRequired: false) is { } name ? ReadIntegers(name, count, windows).Values : null;
        var values = windows.ToSingles();
        Scale(values, windows, channels);
        CheckFinite(values, windows.Name, length, channels);
        return new WindowSet(values, labels.Values, subjects, length, channels);
    }

    private string? Find(string wanted, bool isRequired = true)
    {
        var found = source.Names.Contains(wanted) ? [wanted] : source.Names.Where(name => IsVariant(name, wanted)).ToList();
        if (found.Count == 1 || (found.Count == 0 && !isRequired))
        {
            return found.FirstOrDefault();
        }

        var names = source.Names.Count == 0 ? "none" : string.Join(", ", source.Names.Take(20));
        throw Failure(
            DiagnosticCodes.DataFileMissing,
            found.Count == 0
                ? $"the array {wanted}.npy is missing; arrays here: {names}."
                : $"{string.Join(", ", found)} could all be meant by {wanted}; keep one.",
            source.Origin);
    }

    private (int[] Values, string Name) ReadIntegers(string name, int count, NpyArray windows)
    {
        var array = source.Read(name);
        if (array.Count != count || array.Shape.Count == 0 || array.Shape[0] != count)
        {
            throw Failure(
                DiagnosticCodes.ShapeMismatch,
                $"the array has the shape {array.ShapeText}, but {windows.Name} holds {count} windows; expected [{count}].", array.Name);
        }

        var errors = new DataErrors();
        var values = array.ToDoubles();
        for (var i = 0; i < count; i++)
        {
            if (values[i] != Math.Floor(values[i]) || Math.Abs(values[i]) > int.MaxValue)
            {
                errors.Add(
                    DiagnosticCodes.NotNumber,
                    string.Create(CultureInfo.InvariantCulture, $"index {i} is {values[i]}; expected a whole number."), new SourceLocation(array.Name));
            }
        }

        errors.ThrowIfAny();
        return ([.. values.Select(value => (int)value)], array.Name);
    }

    private void CheckLabels((int[] Values, string Name) labels)
    {
        var classes = options.Classes?.Count ?? MaximumClasses;
        var errors = new DataErrors();

        // A class that was forgotten has many windows: one line tells of all.
        foreach (var same in labels.Values.Index().Where(label => label.Item < 0 || label.Item >= classes).GroupBy(label => label.Item))
        {
            var others = same.Count() - 1;
            errors.Add(
                DiagnosticCodes.LabelOutOfRange,
                $"index {same.First().Index} {(others == 0 ? "is" : $"and {others} more are")} the label {same.Key}; "
                + $"expected 0 to {classes - 1}{(options.Classes is null ? "" : ", as 'dataset.classes' names them")}.",
                new SourceLocation(labels.Name));
        }

        errors.ThrowIfAny();
    }

    /// <summary>Turns stored integers into sensor units.</summary>
    private void Scale(float[] values, NpyArray windows, int channels)
    {
        if (!windows.IsInteger || Find("scale", isRequired: false) is not { } name)
        {
            return;
        }

        var array = source.Read(name);
        var scale = array.ToSingles();
        if (scale.Length != channels || scale.Any(factor => !float.IsFinite(factor) || factor == 0))
        {
            throw Failure(
                DiagnosticCodes.ShapeMismatch,
                $"the array has the shape {array.ShapeText}; expected a finite factor other than 0 for each of the {channels} channels.", array.Name);
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] *= scale[i % channels];
        }
    }

    private static void CheckFinite(float[] values, string name, int length, int channels)
    {
        var errors = new DataErrors();
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                var (sample, channel) = (i / channels, i % channels);
                errors.Add(
                    DiagnosticCodes.NotFinite,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"index [{sample / length}, {sample % length}, {channel}] is {values[i]}; expected a finite number. Remove the window or fill the gap."),
                    new SourceLocation(name));
            }
        }

        errors.ThrowIfAny();
    }

    private static MicroNasException Failure(string code, string message, string name) => DataErrors.Failure(code, message, name);
}
