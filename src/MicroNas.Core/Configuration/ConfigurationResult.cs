using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Configuration;

/// <summary>A configuration that was read without an error, and where each of its options stands.</summary>
public sealed class ConfigurationResult
{
    private readonly IReadOnlyDictionary<string, SourceLocation> locations;

    internal ConfigurationResult(
        ProjectOptions options, string file, string? baseDirectory, IReadOnlyDictionary<string, SourceLocation> locations)
    {
        Options = options;
        File = file;
        BaseDirectory = baseDirectory ?? "";
        this.locations = locations;
    }

    private ConfigurationResult(ProjectOptions options, ConfigurationResult read)
        : this(options, read.File, read.BaseDirectory, read.locations)
    {
    }

    public ProjectOptions Options { get; }

    /// <summary>The file's name as it was given.</summary>
    public string File { get; }

    /// <summary>The folder that paths in the file are relative to.</summary>
    public string BaseDirectory { get; }

    /// <inheritdoc cref="ProjectOptions.ForWindows"/>
    /// <exception cref="MicroNasException">MNAS1021: more epochs are to be averaged than come before quantization.</exception>
    public ConfigurationResult ForWindows(int training, int validation)
    {
        var options = Options.ForWindows(training, validation);
        return options.Training.AverageProblem() is { } problem
            ? throw new MicroNasException(Diagnostic.Error(DiagnosticCodes.ContradictingOptions, problem, LocationOf("training.averageEpochs")))
            : new ConfigurationResult(options, this);
    }

    /// <summary>
    /// Where the value of an option stands, for example <c>budget.latency</c>; where it is left out, the place of its section, and
    /// at last the file.
    /// </summary>
    public SourceLocation LocationOf(string keyPath)
    {
        while (keyPath.Length > 0)
        {
            if (locations.TryGetValue(keyPath, out var location))
            {
                return location;
            }

            keyPath = keyPath[..Math.Max(0, keyPath.LastIndexOfAny(['.', '[']))];
        }

        return new SourceLocation(File);
    }
}
