using System.Globalization;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Units;

namespace MicroNas.Core.Datasets.Text;

/// <summary>
/// Reads the folder that "Human Activity Recognition Using Smartphones" is published as: train and test, each with a text file of
/// windows for every channel, labels from 1 and people.
/// </summary>
internal sealed class UciHarReader(string folder, DatasetOptions options)
{
    private const double Rate = 50;

    private static readonly string[] Channels =
    [
        "body_acc_x", "body_acc_y", "body_acc_z", "body_gyro_x", "body_gyro_y", "body_gyro_z", "total_acc_x", "total_acc_y", "total_acc_z",
    ];

    private static readonly string[] Activities = ["WALKING", "WALKING_UPSTAIRS", "WALKING_DOWNSTAIRS", "SITTING", "STANDING", "LAYING"];

    /// <exception cref="MicroNasException">MNAS3xxx.</exception>
    public RawDataset Read()
    {
        var training = ReadPart("train");
        var test = ReadPart("test");
        return test.Length == training.Length
            ? new RawDataset(folder, training, test, Channels, Activities, new Hertz(Rate))
            : throw DataErrors.Failure(
                DiagnosticCodes.ShapeMismatch, $"training windows have {training.Length} samples, test windows {test.Length}.", folder);
    }

    private WindowSet ReadPart(string part)
    {
        var errors = new DataErrors();
        var labelFile = PathOf(part, $"y_{part}.txt");
        var labels = ReadColumn(labelFile, errors);
        var subjects = ReadColumn(PathOf(part, $"subject_{part}.txt"), errors);
        var classes = options.Classes?.Count ?? Activities.Length;
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 1 || labels[i] > classes)
            {
                errors.Add(
                    DiagnosticCodes.LabelOutOfRange, $"the label is {labels[i]}; expected 1 to {classes}.", new SourceLocation(labelFile, i + 1, 1));
            }
        }

        errors.ThrowIfAny();
        if (subjects.Length != labels.Length)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.ShapeMismatch, $"{subjects.Length} rows, but y_{part}.txt has {labels.Length}.", PathOf(part, $"subject_{part}.txt"));
        }

        var (values, length) = ReadSignals(part, labels.Length);
        return new WindowSet(values, [.. labels.Select(label => label - 1)], subjects, length, Channels.Length);
    }

    private (float[] Values, int Length) ReadSignals(string part, int count)
    {
        var values = Array.Empty<float>();
        var length = 0;
        for (var channel = 0; channel < Channels.Length; channel++)
        {
            var file = PathOf(part, "Inertial Signals", $"{Channels[channel]}_{part}.txt");
            var errors = new DataErrors();
            var rows = NumberRows.Read(file, errors);
            errors.ThrowIfAny();
            if (rows.Count != count)
            {
                throw DataErrors.Failure(DiagnosticCodes.ShapeMismatch, $"{rows.Count} rows, but y_{part}.txt has {count}.", file);
            }

            if (channel == 0)
            {
                length = rows.Width;
                values = new float[checked(count * length * Channels.Length)];
            }
            else if (rows.Width != length)
            {
                throw DataErrors.Failure(DiagnosticCodes.ShapeMismatch, $"{rows.Width} samples a row, but {Channels[0]} has {length}.", file);
            }

            for (var i = 0; i < rows.Values.Count; i++)
            {
                values[(i * Channels.Length) + channel] = (float)rows.Values[i];
            }
        }

        return (values, length);
    }

    private static int[] ReadColumn(string file, DataErrors errors)
    {
        var rows = NumberRows.Read(file, errors);
        if (rows.Width != 1)
        {
            errors.Add(DiagnosticCodes.RaggedRow, $"{rows.Width} values a row; expected one.", new SourceLocation(file, 1, 1));
            return [];
        }

        for (var i = 0; i < rows.Values.Count; i++)
        {
            if (rows.Values[i] != Math.Floor(rows.Values[i]) || Math.Abs(rows.Values[i]) > int.MaxValue)
            {
                errors.Add(
                    DiagnosticCodes.NotNumber,
                    string.Create(CultureInfo.InvariantCulture, $"{rows.Values[i]} is no whole number."), new SourceLocation(file, i + 1, 1));
            }
        }

        return [.. rows.Values.Select(value => (int)value)];
    }

    private string PathOf(params string[] parts)
    {
        var path = Path.Combine([folder, .. parts]);
        return File.Exists(path) ? path : throw DataErrors.Failure(
            DiagnosticCodes.DataFileMissing, "the file is missing; expected the UCI HAR folder as it is published (train and test, each with Inertial Signals).", path);
    }
}
