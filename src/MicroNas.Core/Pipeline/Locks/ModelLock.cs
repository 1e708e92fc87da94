using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Reporting;

namespace MicroNas.Core.Pipeline.Locks;

/// <summary>
/// The lock of one model during a run: answers stages whose inputs are what the lock file says, and is written at the end.
/// In mode locked it collects every input that differs, so that all of them are told at once.
/// </summary>
internal sealed class ModelLock
{
    /// <summary>The input that says which emulator, compiler and flags a latency table was counted with.</summary>
    public const string EmulatorInput = "emulator";

    /// <summary>Inputs that are true of one build of the code, and never of another.</summary>
    private static readonly string[] Unlocked = ["code"];

    private readonly LockMode mode;
    private readonly LockPaths paths;
    private readonly ConfigurationResult configuration;
    private readonly IPipelineObserver observer;
    private readonly LockFile? file;
    private readonly LockFolder folder;
    private readonly Dictionary<StageName, (LockedStage Stage, CacheEntry Entry)> recorded = [];
    private readonly List<InputChange> changes = [];

    private ModelLock(LockMode mode, ConfigurationResult configuration, IPipelineObserver observer)
    {
        (this.mode, this.configuration, this.observer) = (mode, configuration, observer);
        paths = new LockPaths(configuration.File);
        file = mode == LockMode.Ignore ? null : Read(mode, paths, observer);
        folder = new LockFolder(paths.ModelFolder);
    }

    /// <summary>Whether nothing may be searched, trained or measured.</summary>
    public bool IsLocked => mode == LockMode.Locked;

    /// <summary>Full paths of what the next run reads.</summary>
    public IEnumerable<string> Files
    {
        get
        {
            if (mode != LockMode.Ignore && File.Exists(paths.LockFile))
            {
                yield return paths.LockFile;
                foreach (var path in folder.Files)
                {
                    yield return path;
                }
            }
        }
    }

    /// <exception cref="MicroNasException">Mode locked: MNAS7201, there is none; MNAS7202, it cannot be used.</exception>
    public static ModelLock Open(LockMode mode, ConfigurationResult configuration, IPipelineObserver observer) => new(mode, configuration, observer);

    /// <summary>What the lock file says of an input; null where it says nothing.</summary>
    public string? InputOf(StageName stage, string name) => file?.Find(stage)?.Inputs.GetValueOrDefault(name);

    /// <summary>
    /// Mode locked where the data is not: the hash that the lock file says, with a warning, since a team may keep large data out of
    /// its repository. Null otherwise.
    /// </summary>
    /// <param name="path">Of the data; null where it is embedded.</param>
    public string? FilesWithoutData(string? path)
    {
        if (!IsLocked || path is null || Path.Exists(path) || InputOf(StageName.Dataset, Stages.DatasetStage.FilesInput) is not { } locked)
        {
            return null;
        }

        observer.Report(Diagnostic.Warning(
            DiagnosticCodes.LockedWithoutData,
            $"The data '{configuration.Options.Dataset.Path}' is not here, so that nobody knows whether it is still the data of {paths.LockName}; everything else was compared.",
            configuration.LocationOf("dataset.path")));
        return locked;
    }

    /// <summary>How a stage's inputs differ from those of the lock file, as a phrase; null where they do not, or it does not know the stage.</summary>
    public string? DifferenceFrom(StageName stage, StageInputs inputs) => file?.Find(stage) is { } locked
        ? StageInputs.Describe(InputChange.Between(locked.Inputs, LockedPart(inputs)))
        : null;

    /// <summary>Mode locked: notes an engine of another version.</summary>
    public void CheckEngine(string version)
    {
        if (IsLocked && file!.Engine != version)
        {
            changes.Add(new InputChange("engine", file.Engine, version));
        }
    }

    /// <summary>Whether the inputs are what the lock file says; in mode locked, differences are noted.</summary>
    public bool Check(StageName stage, StageInputs inputs)
    {
        if (file?.Find(stage) is not { } locked)
        {
            if (IsLocked)
            {
                Note(
                    stage == StageName.Characterize
                        ? new InputChange("target.latency", "a table that was not counted here", "emulator")
                        : new InputChange(stage.Name(), null, "a stage that the lock file does not know"),
                    stage);
            }

            return false;
        }

        var differences = InputChange.Between(locked.Inputs, LockedPart(inputs));
        if (IsLocked)
        {
            foreach (var change in differences)
            {
                Note(change, stage);
            }
        }

        return differences.Count == 0;
    }

    /// <summary>The stage's result as the lock file has it, from the cache or from the folder; null where it does not hold.</summary>
    /// <param name="cached">What the cache has for these inputs; null for nothing.</param>
    public CacheEntry? TryRestore(StageName stage, StageInputs inputs, CacheEntry? cached)
    {
        var holds = Check(stage, inputs);
        if (file?.Find(stage) is not { } locked || (!holds && !IsLocked))
        {
            return null;
        }

        if (holds && cached is not null && LockFolder.Agrees(cached, locked))
        {
            // A warm cache must not hide what a fresh clone would stumble over.
            if (IsLocked && LockFolder.Keeps(stage) && folder.TryRead(locked, out var damage) is null)
            {
                Complain(stage, damage!);
            }

            return cached;
        }

        if (!LockFolder.Keeps(stage))
        {
            return null;
        }

        if (!holds && stage == StageName.Dataset && IsOtherFilesOnly(locked, inputs))
        {
            // Renamed files, say: the windows decide, and they are soon read.
            return null;
        }

        var entry = folder.TryRead(locked, out var fault);
        if (entry is not null && holds)
        {
            observer.Note($"{stage.Name()}: taken from {paths.LockName}");
        }
        else if (fault is not null)
        {
            Complain(stage, fault);
        }

        return entry;
    }

    /// <exception cref="MicroNasException">Mode locked: MNAS7203, once for each input that is not what the lock file says.</exception>
    public void ThrowIfStale()
    {
        if (changes.Count > 0)
        {
            throw new MicroNasException([.. changes.Select(change => Diagnostic.Error(
                DiagnosticCodes.LockFileStale,
                $"{paths.LockName} does not hold any more: {change}. Run '{paths.MendingCommand}', or build with MicroNasMode=auto, and commit {paths.LockName} and {paths.FolderName}.",
                LocationOf(change)))]);
        }
    }

    /// <summary>Mode locked: ends the run before a stage that may not run.</summary>
    /// <exception cref="MicroNasException">MNAS7203.</exception>
    public void RefuseRun(StageName stage)
    {
        if (IsLocked && stage is not (StageName.Dataset or StageName.Emit))
        {
            ThrowIfStale();
            throw new InvalidOperationException($"The lock let {stage} pass without a result.");
        }
    }

    /// <summary>Takes down what a stage gave.</summary>
    /// <exception cref="MicroNasException">Mode locked, MNAS7205: it gave something else than the lock file says.</exception>
    public void Record(StageName stage, StageInputs inputs, CacheEntry entry)
    {
        if (IsLocked && changes.Count == 0 && stage == StageName.Emit && file!.Find(stage) is { } locked && !LockFolder.Agrees(entry, locked))
        {
            var names = InputChange.Between(locked.Outputs, LockFolder.HashesOf(entry)).Select(change => change.Name);
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.LockedOutputsDiffer,
                $"The emitted files are not those of {paths.LockName}, though every input is the same: {string.Join(", ", names)}. "
                + $"This is another build of MicroNas than the one that wrote it. Run '{paths.MendingCommand}' and commit what changes.",
                new SourceLocation(paths.LockFile)));
        }

        recorded[stage] = (new LockedStage(LockedPart(inputs), LockFolder.HashesOf(entry)), entry);
    }

    /// <summary>Mode locked: whether the model is worth and costs what the lock file says, which people and <c>diff</c> read.</summary>
    /// <param name="report">Of a run up to the verify stage.</param>
    /// <exception cref="MicroNasException">MNAS7208, once for each value that differs.</exception>
    public void CheckResults(ModelReport report)
    {
        if (!IsLocked)
        {
            return;
        }

        var differences = file!.Results.DifferencesTo(LockedResults.Of(report)).ToList();
        if (file.Model != report.Model)
        {
            differences.Insert(0, new InputChange("model", file.Model, report.Model));
        }

        if (differences.Count > 0)
        {
            throw new MicroNasException([.. differences.Select(value => Diagnostic.Error(
                DiagnosticCodes.LockedResultsDiffer,
                $"{paths.LockName} says that '{value.Name}' is {value.Old}, and it is {value.New}, though every input is the same: the file was edited or merged by hand. "
                + $"Run '{paths.MendingCommand}' and commit {paths.LockName}.",
                new SourceLocation(paths.LockFile, LineOf(value.Name), 1)))]);
        }
    }

    /// <summary>To be called before long work, whose result <see cref="Write"/> could not lock.</summary>
    /// <exception cref="MicroNasException">MNAS7054: the folder of the lock file cannot be written to.</exception>
    public void EnsureWritable()
    {
        if (mode != LockMode.Update)
        {
            return;
        }

        try
        {
            AtomicFile.EnsureWritable(paths.LockFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.UnwritableFolder,
                $"{paths.LockName} cannot be written: {exception.Message.TrimEnd('.')}. Check permissions and free space of its folder, or go without a lock file (in the tool '--no-lock').",
                new SourceLocation(paths.LockFile)));
        }
    }

    /// <summary>Writes lock file and folder where they change.</summary>
    public void Write(string engine, ModelReport report)
    {
        if (mode != LockMode.Update)
        {
            return;
        }

        var stages = new SortedDictionary<string, LockedStage>(
            recorded.ToDictionary(stage => stage.Key.Name(), stage => stage.Value.Stage), StringComparer.Ordinal);
        var next = new LockFile(LockFile.CurrentVersion, engine, report.Model, LockedResults.Of(report), stages);
        var isWritten = false;
        folder.Replace(
            recorded.Where(stage => LockFolder.Keeps(stage.Key)).Select(stage => stage.Value),
            file,
            () => isWritten = AtomicFile.WriteIfDifferent(paths.LockFile, next.ToBytes()));
        if (isWritten)
        {
            observer.Announce($"{paths.LockName} is written; commit it and the folder {paths.FolderName}");
        }
    }

    private static LockFile? Read(LockMode mode, LockPaths paths, IPipelineObserver observer)
    {
        if (!File.Exists(paths.LockFile))
        {
            return mode != LockMode.Locked ? null : throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.LockFileMissing,
                $"There is no {paths.LockName}, and mode locked takes everything from it. Run '{paths.MendingCommand}' and commit {paths.LockName} and {paths.FolderName}.",
                new SourceLocation(paths.ConfigurationPath)));
        }

        try
        {
            return LockFile.Parse(File.ReadAllBytes(paths.LockFile), paths.LockFile);
        }
        catch (MicroNasException exception) when (mode == LockMode.Update)
        {
            observer.Report(exception.Diagnostics[0] with { Severity = DiagnosticSeverity.Warning });
            return null;
        }
    }

    private static bool IsOtherFilesOnly(LockedStage locked, StageInputs inputs) =>
        InputChange.Between(locked.Inputs, LockedPart(inputs)).All(change => change.Name == Stages.DatasetStage.FilesInput);

    private static SortedDictionary<string, string> LockedPart(StageInputs inputs) =>
        new(inputs.Values.Where(input => !Unlocked.Contains(input.Key)).ToDictionary(), StringComparer.Ordinal);

    /// <summary>The first line with the key: what stages depend on comes after the results.</summary>
    private int LineOf(string key) => 1 + Array.FindIndex(
        File.ReadAllLines(paths.LockFile), line => line.TrimStart().StartsWith($"\"{key}\":", StringComparison.Ordinal));

    private SourceLocation LocationOf(InputChange change) => configuration.LocationOf(change.Name switch
    {
        "dataset.hash" => "dataset.path",
        "target.latencyTable" or "target.clock" => "target.latency",
        _ when change.Name.StartsWith("space.", StringComparison.Ordinal) => "search." + change.Name,
        _ => change.Name,
    });

    /// <summary>Several stages may share an input; it is told once. Other files are told by what their windows hash to.</summary>
    private void Note(InputChange change, StageName stage)
    {
        var named = change with { Name = LockFile.QualifiedName(stage.Name(), change.Name) };
        if (named.Name != Stages.DatasetStage.FilesInput && changes.All(other => other.Name != named.Name))
        {
            changes.Add(named);
        }
    }

    private void Complain(StageName stage, string fault)
    {
        if (!IsLocked)
        {
            observer.Announce($"{stage.Name()}: not taken from {paths.LockName}: {fault}");
        }
        else if (changes.Count == 0)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.LockedModelUnusable,
                $"{fault}: {paths.LockName} asks for what it names. Both belong to one commit. Restore the folder, or run '{paths.MendingCommand}' and commit both.",
                new SourceLocation(paths.LockFile)));
        }
    }
}
