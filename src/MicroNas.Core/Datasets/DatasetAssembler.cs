using System.Globalization;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Units;

namespace MicroNas.Core.Datasets;

/// <summary>Makes a data set of what a reader found: channels, classes, split, normalisation.</summary>
internal sealed class DatasetAssembler(DatasetOptions options, Func<string, SourceLocation> locationOf)
{
    /// <exception cref="MicroNasException">MNAS3xxx.</exception>
    public Dataset Assemble(RawDataset raw)
    {
        var channelNames = NameChannels(raw);
        var rate = options.Rate ?? raw.Rate ?? throw Failure(
            DiagnosticCodes.RateMissing, "the data does not say its sampling rate. Set 'dataset.rate', such as 50 Hz.", "dataset");
        if (options.Window is { } window && window != raw.Training.Length && raw.Origin != "synthetic")
        {
            throw Failure(
                DiagnosticCodes.WindowLengthMismatch,
                $"the windows of {raw.Origin} have {raw.Training.Length} samples, not {window}. Stored windows cannot be cut anew; remove the key.",
                "dataset.window");
        }

        if (options.Use is { } use)
        {
            var chosen = new ChannelReferences(channelNames, locationOf).Use(use);
            channelNames = [.. chosen.Select(channel => channelNames[channel])];
            raw = raw with { Training = Pick(raw.Training, chosen), Test = raw.Test is null ? null : Pick(raw.Test, chosen) };
        }

        var rotation = options.Rotation is { } groups
            ? new ChannelReferences(channelNames, locationOf).Groups(groups)
            : RotationGroups.Detect(channelNames);
        var classNames = NameClasses(raw);
        if (classNames.Count < 2)
        {
            throw Failure(
                DiagnosticCodes.TooFewClasses,
                $"{raw.Origin} has {(classNames.Count == 0 ? "no class" : $"one class, '{classNames[0]}'")}; a classifier needs two or more. Add windows of another class, or check the labels.",
                "dataset.classes");
        }

        var (training, validation, test) = new DatasetSplitter(options.Split, locationOf).Split(raw);
        CheckParts(raw, classNames, training, validation, test);
        return Finish(classNames, channelNames, rate, training, validation, test, rotation);
    }

    private Dataset Finish(
        IReadOnlyList<string> classNames,
        IReadOnlyList<string> channelNames,
        Hertz rate,
        WindowSet training,
        WindowSet validation,
        WindowSet test,
        IReadOnlyList<EquatableArray<int>> rotation)
    {
        var normalization = NormalizationFitter.Fit(training, options.Clip, options.Knee);
        var dataset = new Dataset(classNames, channelNames, rate, training, validation, test, normalization, rotation, ContentHash: "")
        {
            Augmentation = options.Augmentation,
        };
        return dataset with { ContentHash = DatasetHash.Compute(dataset) };
    }

    private IReadOnlyList<string> NameChannels(RawDataset raw)
    {
        var found = raw.Training.Channels;
        if (options.Channels is not { } named)
        {
            return raw.ChannelNames ?? RotationGroups.NumberedNames(found);
        }

        if (named.Count != found)
        {
            var hint = named.Count == raw.Training.Length
                ? $" The windows may be stored as channels x time; expected time x channels."
                : " List a name for every channel of the data, and choose among them with 'dataset.use'.";
            throw Failure(
                DiagnosticCodes.ChannelCountMismatch,
                $"{named.Count} channels are named, but {raw.Origin} has {found}.{hint}", "dataset.channels");
        }

        return named;
    }

    private static WindowSet Pick(WindowSet windows, int[] chosen)
    {
        var samples = windows.Count * windows.Length;
        var values = new float[samples * chosen.Length];
        for (var sample = 0; sample < samples; sample++)
        {
            for (var i = 0; i < chosen.Length; i++)
            {
                values[(sample * chosen.Length) + i] = windows.Values[(sample * windows.Channels) + chosen[i]];
            }
        }

        return new WindowSet(values, windows.Labels, windows.Subjects, windows.Length, chosen.Length);
    }

    private IReadOnlyList<string> NameClasses(RawDataset raw)
    {
        if (options.Classes is { } named)
        {
            return named;
        }

        var largest = raw.Training.Labels.Concat(raw.Test?.Labels ?? []).DefaultIfEmpty(-1).Max();
        return raw.ClassNames
            ?? [.. Enumerable.Range(0, largest + 1).Select(i => string.Create(CultureInfo.InvariantCulture, $"class{i}"))];
    }

    private void CheckParts(RawDataset raw, IReadOnlyList<string> classNames, WindowSet training, WindowSet validation, WindowSet test)
    {
        foreach (var (name, part) in new[] { ("training", training), ("validation", validation), ("test", test) })
        {
            if (part.Count == 0)
            {
                var cause = options.Split is { TestSubjects: null, ValidationSubjects: null }
                    ? $"{raw.Origin} has too few."
                    : "look at the lists 'testSubjects' and 'validationSubjects'.";
                throw Failure(DiagnosticCodes.SplitNotPossible, $"the split leaves no window for {name}; {cause}", "dataset.split");
            }
        }

        var present = training.Labels.ToHashSet();
        var errors = Enumerable.Range(0, classNames.Count)
            .Where(label => !present.Contains(label))
            .Select(label => Diagnostic.Error(
                DiagnosticCodes.ClassWithoutTraining,
                $"the class '{classNames[label]}' (label {label}) has no training window. Labels count from 0; add windows, another split, or remove the class.",
                locationOf("dataset.classes")))
            .ToList();
        if (errors.Count > 0)
        {
            throw new MicroNasException(errors);
        }
    }

    private MicroNasException Failure(string code, string message, string path) => DataErrors.Failure(code, message, locationOf(path));
}
