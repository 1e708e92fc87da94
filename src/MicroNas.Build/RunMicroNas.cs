using Microsoft.Build.Framework;

namespace MicroNas.Build;

/// <summary>
/// Starts the engine (<c>micronas.dll</c>) as a child process and turns its events into MSBuild errors, warnings and
/// messages. The engine stays out of the MSBuild process: libtorch would lock its files there and could abort the build.
/// </summary>
public sealed class RunMicroNas : Microsoft.Build.Utilities.Task, ICancelableTask
{
    // The engine computes on as many threads as it sees processors, at most two.
    private const int MostCores = 2;

    // A build that is cancelled has ended within five seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4.5);
    private readonly object gate = new();
    private EngineProcess? engine;
    private bool cancelled;
    private bool errorReported;

    /// <summary>Full path of <c>micronas.dll</c>.</summary>
    [Required]
    public string EnginePath { get; set; } = "";

    /// <summary>The verb of the engine: <c>build</c>, <c>search</c>, <c>train</c>, <c>verify</c>, <c>characterize</c>, <c>measure</c> or <c>restore-natives</c>.</summary>
    [Required]
    public string Verb { get; set; } = "";

    /// <summary>The model's <c>micronas.yaml</c>.</summary>
    public string ConfigurationFile { get; set; } = "";

    /// <summary>Where generated files go.</summary>
    public string OutputDirectory { get; set; } = "";

    /// <summary>The stage cache; the engine's default (in the user's cache folder) when empty.</summary>
    public string CacheDirectory { get; set; } = "";

    /// <summary><c>auto</c> or <c>locked</c>.</summary>
    public string Mode { get; set; } = "auto";

    /// <summary>Serial port of a board to measure on; the emulator when empty.</summary>
    public string Port { get; set; } = "";

    /// <summary>The project's folder, from where NuGet's configuration is looked for when natives must be restored.</summary>
    public string ProjectDirectory { get; set; } = "";

    /// <summary>The package folder of the project's restore; empty when it has none.</summary>
    public string NuGetPackageRoot { get; set; } = "";

    /// <summary>The project's own NuGet configuration; empty when it has none.</summary>
    public string RestoreConfigFile { get; set; } = "";

    /// <summary>The build's <c>ContinuousIntegrationBuild</c>; no board is touched where it is true.</summary>
    public string ContinuousIntegration { get; set; } = "";

    /// <summary>What the whole build may use (<c>-maxCpuCount</c>).</summary>
    public int Processors { get; set; } = 1;

    /// <summary>Models that may be made at the same time, and share the processors.</summary>
    public int Models { get; set; } = 1;

    /// <summary>The model's name, to begin its lines with; empty where there is one model.</summary>
    public string Label { get; set; } = "";

    /// <summary>The <c>dotnet</c> host to start the engine with; the one that runs this build by default.</summary>
    public string DotNetHostPath { get; set; } = "";

    private string HostPath
    {
        get
        {
            if (DotNetHostPath.Length > 0)
            {
                return DotNetHostPath;
            }

            var fromBuild = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH");
            return string.IsNullOrEmpty(fromBuild) ? "dotnet" : fromBuild!;
        }
    }

    private bool ReadsModel => Verb != "restore-natives";

    public override bool Execute()
    {
        // Other projects may run engines or compilers of their own: MSBuild knows what is left for this one.
        var share = Math.Max(1, Math.Min(MostCores, Processors / Math.Max(1, Models)));
        var granted = (BuildEngine as IBuildEngine9)?.RequestCores(share) ?? 1;
        try
        {
            return Execute(granted);
        }
        finally
        {
            (BuildEngine as IBuildEngine9)?.ReleaseCores(granted);
        }
    }

    public void Cancel()
    {
        lock (gate)
        {
            cancelled = true;
            engine?.Stop(Patience);
        }
    }

    private bool Execute(int cores)
    {
        Log.LogMessage(MessageImportance.Low, "{0} {1} (DOTNET_PROCESSOR_COUNT={2})", HostPath, string.Join(" ", Arguments()), cores);
        try
        {
            lock (gate)
            {
                if (cancelled)
                {
                    return false;
                }

                engine = new EngineProcess(
                    HostPath, Arguments(), ProjectDirectory.Length > 0 ? ProjectDirectory : Path.GetDirectoryName(ConfigurationFile),
                    Variables(cores), LogEvent, line => Log.LogMessage(MessageImportance.Normal, "{0}", line));
            }

            var exitCode = engine.WaitForExit();
            if (exitCode != 0 && !cancelled && !errorReported)
            {
                Log.LogError(
                    null, "MNAS7050", null, ConfigurationFile, 0, 0, 0, 0,
                    "The MicroNas engine ended with exit code {0} without saying why. Run 'dotnet {1} {2} {3}' to see its output.",
                    exitCode, EnginePath, Verb, ConfigurationFile);
            }

            return exitCode == 0 && !errorReported;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            Log.LogError(
                null, "MNAS7050", null, ConfigurationFile, 0, 0, 0, 0,
                "The MicroNas engine cannot be started with '{0}': {1} Install the .NET 10 runtime, or set DOTNET_HOST_PATH to its 'dotnet'.", HostPath, exception.Message);
            return false;
        }
        finally
        {
            engine?.Dispose();
        }
    }

    private IEnumerable<string> Arguments()
    {
        yield return EnginePath;
        yield return Verb;
        if (ReadsModel)
        {
            yield return ConfigurationFile;
        }

        yield return "--events";
        if (ReadsModel)
        {
            yield return "--output";
            yield return OutputDirectory.TrimEnd('/', '\\');
        }

        if (CacheDirectory.Length > 0)
        {
            yield return "--cache";
            yield return CacheDirectory;
        }

        if (Mode == "locked" && ReadsModel && Verb != "characterize")
        {
            yield return "--locked";
        }

        if (Verb is "characterize" or "measure" && Port.Length > 0)
        {
            yield return "--port";
            yield return Port;
        }
        else if (Verb is "characterize" or "measure")
        {
            yield return "--emulator";
        }
    }

    private Dictionary<string, string> Variables(int cores)
    {
        var variables = new Dictionary<string, string>
        {
            ["DOTNET_PROCESSOR_COUNT"] = cores.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        if (NuGetPackageRoot.Length > 0)
        {
            variables["NUGET_PACKAGES"] = NuGetPackageRoot;
        }

        if (ContinuousIntegration.Length > 0)
        {
            variables["ContinuousIntegrationBuild"] = ContinuousIntegration;
        }

        if (RestoreConfigFile.Length > 0)
        {
            variables["RestoreConfigFile"] = RestoreConfigFile;
        }

        return variables;
    }

    private void LogEvent(string line)
    {
        var engineEvent = EngineEvent.TryParse(line);
        switch (engineEvent?.Type)
        {
            case null:
                // Not MSBuild's own parser: it would take "validation error: 0.12" for an error.
                Log.LogMessage(MessageImportance.Low, "{0}", line);
                break;
            case "diagnostic":
                LogDiagnostic(engineEvent!);
                break;
            case "note":
                LogLine(MessageImportance.Normal, engineEvent!.Text);
                break;
            default:
                LogLine(MessageImportance.High, engineEvent!.Text);
                break;
        }
    }

    private void LogLine(MessageImportance importance, string text) =>
        Log.LogMessage(importance, "{0}", Label.Length > 0 ? $"[{Label}] {text}" : text);

    private void LogDiagnostic(EngineEvent diagnostic)
    {
        if (diagnostic.Severity == "error")
        {
            errorReported = true;
            Log.LogError(
                null, diagnostic.Code, null, diagnostic.File, diagnostic.Line, diagnostic.Column, 0, 0, "{0}", diagnostic.Text);
        }
        else
        {
            Log.LogWarning(
                null, diagnostic.Code, null, diagnostic.File, diagnostic.Line, diagnostic.Column, 0, 0, "{0}", diagnostic.Text);
        }
    }
}
