using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Configuration;

/// <summary>The checks that look at more than one option.</summary>
internal sealed class ProjectOptionsValidator(
    ProjectOptions options,
    MappingNode root,
    string file,
    string? baseDirectory,
    Dictionary<string, SourceLocation> locations,
    List<Diagnostic> errors)
{
    public void Validate()
    {
        ValidateDataset();
        ValidateNames("dataset.channels", options.Dataset.Channels);
        ValidateNames("dataset.use", options.Dataset.Use);
        ValidateNames("dataset.classes", options.Dataset.Classes);
        ValidateRotation();
        ValidateSplit();
        ValidateLatency();
        ValidateRecipe();
        ValidateMethod();
        ValidateAverage();
        ValidateFilters("timeReduce", options.Search.Space.TimeReduceMaximumFilters, options.Search.Space.TimeReduceFilterStep);
        ValidateFilters("sensorFusion", options.Search.Space.SensorFusionMaximumFilters, options.Search.Space.SensorFusionFilterStep);
    }

    private void ValidateRecipe()
    {
        if (options.Search.Method != SearchMethod.Micronas && locations.ContainsKey("search.recipe"))
        {
            Report(
                DiagnosticCodes.ContradictingOptions,
                "'search.recipe' has no effect with another method than micronas. Remove it, or remove 'search.method'.",
                "search.recipe");
            return;
        }

        string[] ofTrials = ["leans", "explores", "generations", "secondRound", "finalists", "folds"];
        foreach (var key in ofTrials.Where(key => options.Search.Recipe.Candidates == 1 && locations.ContainsKey($"search.recipe.{key}")))
        {
            Report(
                DiagnosticCodes.ContradictingOptions,
                $"'search.recipe.{key}' has no effect with 'candidates: 1', which takes the most probable architecture untried. Remove one of the two.",
                $"search.recipe.{key}");
        }

        if (options.Search.Recipe is { Candidates: > 1, Finalists: <= 1 } && locations.ContainsKey("search.recipe.folds"))
        {
            Report(
                DiagnosticCodes.ContradictingOptions,
                $"'search.recipe.folds' has no effect with 'finalists: {options.Search.Recipe.Finalists}', which tries none of them in folds. Remove one of the two.",
                "search.recipe.folds");
        }
    }

    private void ValidateMethod()
    {
        if (options.Search.Method is SearchMethod.Random or SearchMethod.Scaled && locations.ContainsKey("search.precision"))
        {
            Report(
                DiagnosticCodes.ContradictingOptions,
                $"'search.precision' has no effect with method {options.Search.Method.ToString().ToLowerInvariant()}, which learns no super-network. Remove it.",
                "search.precision");
        }

        string[] ofTraining = ["epochs", "batch"];
        foreach (var key in ofTraining.Where(key => options.Search.Method == SearchMethod.Scaled && locations.ContainsKey($"search.{key}")))
        {
            Report(
                DiagnosticCodes.ContradictingOptions,
                $"'search.{key}' has no effect with method scaled, which learns nothing. Remove it.",
                $"search.{key}");
        }
    }

    /// <summary>Epochs that are left out may become more where the windows are few.</summary>
    private void ValidateAverage()
    {
        // Where the epochs are left out, the windows decide how many there are.
        if (locations.ContainsKey("training.epochs") && options.Training.AverageProblem() is { } problem)
        {
            Report(DiagnosticCodes.ContradictingOptions, problem, "training.averageEpochs");
        }
    }

    private void ValidateDataset()
    {
        var dataset = options.Dataset;
        if (dataset.IsSynthetic())
        {
            string[] unused = ["path", "rate", "window", "stride", "channels", "classes", "columns", "mat"];
            foreach (var key in unused.Where(key => locations.ContainsKey($"dataset.{key}")))
            {
                Report(
                    DiagnosticCodes.ContradictingOptions,
                    key == "path" || dataset.Format == DatasetFormat.Synthetic
                        ? $"'dataset.{key}' has no effect on the synthetic data set. Remove it, or name another format."
                        : $"'dataset.{key}' has no effect without 'dataset.path', which makes the data set synthetic. Add the path of your data.",
                    $"dataset.{key}");
            }

            return;
        }

        if (dataset.Path is null)
        {
            if (!locations.ContainsKey("dataset.path"))
            {
                Report(DiagnosticCodes.MissingKey, "the required key 'dataset.path' is missing; only synthetic data needs none.", "dataset.format");
            }
        }
        else if (dataset.Path.Contains('\0') || dataset.Path.Length == 0)
        {
            Report(DiagnosticCodes.DataPathMissing, "'dataset.path' is no path of a file or folder.", "dataset.path");
        }
        else if (baseDirectory is not null && !Path.Exists(Path.Combine(baseDirectory, dataset.Path)))
        {
            Report(
                DiagnosticCodes.DataPathMissing,
                $"the data '{dataset.Path}' does not exist; expected a file or folder relative to this file's folder.", "dataset.path");
        }

        var mayKnowRate = dataset.Format is DatasetFormat.Auto or DatasetFormat.UciHar or DatasetFormat.Hapt or DatasetFormat.Mat;
        if (dataset.Rate is null && !mayKnowRate && !locations.ContainsKey("dataset.rate"))
        {
            Report(DiagnosticCodes.MissingKey, "the required key 'dataset.rate' is missing: the sensors' samples a second, such as 50 Hz.", "dataset");
        }

        // Once the data is looked at, the loader does the same for a format that it finds.
        var withoutEffect = dataset.Format == DatasetFormat.Auto
            ? []
            : FormatOptions.WithoutEffect(dataset, dataset.Format, locations.ContainsKey("dataset.window"));
        foreach (var (key, message) in withoutEffect)
        {
            Report(DiagnosticCodes.ContradictingOptions, message, $"dataset.{key}");
        }

        ValidateMat(dataset.Mat);
    }

    private void ValidateMat(MatOptions mat)
    {
        if (mat.Columns is not { } columns)
        {
            return;
        }

        if (columns.Count == 0 || columns.Any(column => column < 0) || columns.Distinct().Count() != columns.Count || columns.Contains(mat.Label))
        {
            Report(
                DiagnosticCodes.OutOfRange,
                $"'dataset.mat.columns' is [{string.Join(", ", columns)}]; expected different columns from 0, without the label's ({mat.Label}).",
                "dataset.mat.columns");
        }
    }

    private void ValidateLatency()
    {
        if (options.Target.Latency == LatencySource.Board && options.Target.Port is null or "" && !locations.ContainsKey("target.port"))
        {
            Report(
                DiagnosticCodes.MissingKey, "the required key 'target.port' is missing: the serial port of the board, such as /dev/ttyACM0.", "target.latency");
        }

        if (options.Target.Latency is LatencySource.Profile or LatencySource.Emulator && locations.ContainsKey("target.latencyFile"))
        {
            Report(
                DiagnosticCodes.ContradictingOptions, "'target.latencyFile' has no effect without 'latency: file' or 'latency: board'. Remove it, or say which.",
                "target.latencyFile");
        }
    }

    private void ValidateNames(string path, EquatableArray<string>? names)
    {
        if (names is not { } list)
        {
            return;
        }

        if (list.Count == 0)
        {
            Report(DiagnosticCodes.OutOfRange, $"'{path}' is empty; expected at least one name, or no such key.", path);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(list[i]) || list[i].Any(char.IsControl) || !seen.Add(list[i]))
            {
                var problem = seen.Contains(list[i]) ? $"the name '{list[i]}' stands here a second time" : "a name is empty or has control characters";
                Report(DiagnosticCodes.OutOfRange, $"'{path}': {problem}.", FormattableString.Invariant($"{path}[{i}]"));
            }
        }
    }

    private void ValidateRotation()
    {
        if (options.Dataset is { Rotation.Count: 0, Augmentation.Rotation: > 0 } && locations.ContainsKey("dataset.augmentation.rotation"))
        {
            Report(
                DiagnosticCodes.ContradictingOptions,
                "'dataset.augmentation.rotation' has no effect with 'rotation: []', which says that no channels are the axes of a sensor. Remove one of the two.",
                "dataset.augmentation.rotation");
        }

        var groups = options.Dataset.Rotation ?? [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < groups.Count; i++)
        {
            if (groups[i].Distinct().Where(channel => !seen.Add(channel)).ToList() is { Count: > 0 } repeated)
            {
                Report(
                    DiagnosticCodes.OutOfRange,
                    $"the groups of 'dataset.rotation' are different sensors; in an earlier one too: {string.Join(", ", repeated.Select(channel => $"'{channel}'"))}.",
                    FormattableString.Invariant($"dataset.rotation[{i}]"));
            }

            if (groups[i].Count != 3 || groups[i].Distinct().Count() != 3)
            {
                Report(
                    DiagnosticCodes.OutOfRange,
                    $"a group of 'dataset.rotation' is [{string.Join(", ", groups[i])}]; expected three different channels: the x, y and z axis of one sensor.",
                    FormattableString.Invariant($"dataset.rotation[{i}]"));
            }
        }
    }

    private void ValidateSplit()
    {
        var split = options.Dataset.Split;
        const string Path = "dataset.split";
        var listed = split.TestSubjects is not null || split.ValidationSubjects is not null;
        if (split.By is SplitKind.Fraction or SplitKind.Random or SplitKind.Given && split.TestSubjects is not null)
        {
            Report(
                DiagnosticCodes.ImpossibleSplit,
                "a list of test people goes only with 'by: subject'.", $"{Path}.testSubjects");
        }
        else if (split.ValidationSubjects is not null && split.By is SplitKind.Fraction or SplitKind.Random)
        {
            var chosen = split.By == SplitKind.Fraction ? "fraction" : "random";
            Report(DiagnosticCodes.ImpossibleSplit, $"a list of validation people does not go with 'by: {chosen}'.", $"{Path}.validationSubjects");
        }

        var shared = (split.TestSubjects ?? []).Intersect(split.ValidationSubjects ?? []).ToList();
        if (shared.Count > 0)
        {
            Report(
                DiagnosticCodes.ImpossibleSplit,
                $"people {string.Join(", ", shared)} are both test and validation; validation is cut from training, never from test.",
                $"{Path}.validationSubjects");
        }

        foreach (var (key, list) in new[] { ("testSubjects", split.TestSubjects), ("validationSubjects", split.ValidationSubjects) })
        {
            if (list is { Count: 0 })
            {
                Report(DiagnosticCodes.ImpossibleSplit, $"'{Path}.{key}' is empty; expected people's numbers, or no such key.", $"{Path}.{key}");
            }
        }

        var bothCut = split.By != SplitKind.Given && !listed;
        if (bothCut && split.Test + split.Validation >= 1)
        {
            var place = locations.ContainsKey($"{Path}.validation") ? $"{Path}.validation" : $"{Path}.test";
            Report(
                DiagnosticCodes.ImpossibleSplit,
                FormattableString.Invariant($"test {split.Test} and validation {split.Validation} leave nothing to train on; expected a sum below 1."),
                place);
        }
    }

    private void ValidateFilters(string cell, int maximum, int step)
    {
        if (maximum % step != 0)
        {
            var path = $"search.space.{cell}FilterStep";
            Report(
                DiagnosticCodes.ContradictingOptions,
                $"'{path}' is {step}, which does not divide '{cell}MaximumFilters' ({maximum}).",
                locations.ContainsKey(path) ? path : $"search.space.{cell}MaximumFilters");
        }
    }

    private void Report(string code, string message, string path)
    {
        while (path.Length > 0 && !locations.ContainsKey(path))
        {
            path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
        }

        var location = path.Length > 0 ? locations[path] : root.Location with { File = file };
        errors.Add(Diagnostic.Error(code, message, location));
    }
}
