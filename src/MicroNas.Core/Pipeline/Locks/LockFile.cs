using System.Text;
using System.Text.Json;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Pipeline.Stages;
using MicroNas.Core.Reporting;

namespace MicroNas.Core.Pipeline.Locks;

/// <summary>The lock file of a model: what it was made from, and what came out (docs/lock-file.md).</summary>
/// <param name="Version">Of this format.</param>
/// <param name="Engine">Version of the product that wrote it.</param>
/// <param name="Model">The C identifier of the model.</param>
/// <param name="Results">What the model is worth and costs.</param>
/// <param name="Stages">By the stage's name in lower case.</param>
public sealed record LockFile(
    int Version, string Engine, string Model, LockedResults Results, SortedDictionary<string, LockedStage> Stages)
{
    public const int CurrentVersion = 1;

    /// <summary>Inputs that are results of earlier stages, or follow from inputs of theirs.</summary>
    private static readonly string[] Derived = ["architecture", TrainStage.StridesInput, "memory", "model.hash", "weights.hash"];

    /// <summary>What the model depends on from outside, over all stages: options, data, tables and versions.</summary>
    internal SortedDictionary<string, string> OwnInputs
    {
        get
        {
            var inputs = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["engine"] = Engine };
            foreach (var (stage, locked) in Stages)
            {
                foreach (var (name, value) in locked.Inputs.Where(input => !Derived.Contains(input.Key)))
                {
                    inputs[QualifiedName(stage, name)] = value;
                }
            }

            return inputs;
        }
    }

    /// <param name="name">The file for messages.</param>
    /// <exception cref="MicroNasException">MNAS7202: it is damaged, or of a later version.</exception>
    public static LockFile Parse(ReadOnlySpan<byte> json, string name)
    {
        // Git for Windows may have given the file a mark of its encoding on the way.
        json = json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
        try
        {
            return Check(ReportJson.Deserialize<LockFile>(json), name);
        }
        catch (JsonException exception)
        {
            var line = (int)(exception.LineNumber ?? 0) + 1;
            var what = json.IndexOf("<<<<<<<"u8) >= 0 ? "it holds the marks of a merge conflict" : exception.Message.Split(" Path:")[0];
            throw Unreadable(what, new SourceLocation(name, line, 1), exception);
        }
    }

    public LockedStage? Find(StageName stage) => Stages.GetValueOrDefault(stage.Name());

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ReportJson.Serialize(this));

    /// <summary>Every stage has a version of its own; other inputs that stages share are the same.</summary>
    internal static string QualifiedName(string stage, string name) => name == "version" ? $"{stage}.version" : name;

    private static LockFile Check(LockFile? file, string name) => file switch
    {
        { Version: > CurrentVersion } => throw Unreadable(
            $"its format is version {file.Version}, and this MicroNas reads up to {CurrentVersion}: use the MicroNas that the project asks for", new SourceLocation(name)),
        { Version: > 0, Engine: not null, Model: not null, Results.Architecture: not null, Stages: not null }
            when file.Stages.Values.All(IsComplete) => file,
        _ => throw Unreadable("'version', 'engine', 'model', 'results' or 'stages' is missing or incomplete", new SourceLocation(name)),
    };

    /// <summary>JSON's null is a value of no text.</summary>
    private static bool IsComplete(LockedStage? stage) =>
        stage is { Inputs: not null, Outputs: not null } && stage.Inputs.Values.Concat(stage.Outputs.Values).All(value => value is not null);

    private static MicroNasException Unreadable(string what, SourceLocation location, Exception? inner = null) => new(
        Diagnostic.Error(
            DiagnosticCodes.LockFileUnreadable, $"The lock file cannot be used: {what.TrimEnd('.')}. 'dotnet micronas build' makes it anew from the yaml.", location),
        inner);
}
