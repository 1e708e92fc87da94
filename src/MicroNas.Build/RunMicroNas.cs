using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace MicroNas.Build;

/// <summary>
/// Starts the engine (<c>micronas.dll</c>) as a child process and turns its events into MSBuild errors, warnings and
/// messages. The engine stays out of the MSBuild process: libtorch would lock its files there and could abort the build.
/// </summary>
public sealed class RunMicroNas : ToolTask
{
    private bool errorReported;

    /// <summary>Full path of <c>micronas.dll</c>.</summary>
    [Required]
    public string EnginePath { get; set; } = "";

    /// <summary>The verb of the engine: <c>build</c>, <c>search</c>, <c>train</c>, <c>emit</c> or <c>verify</c>.</summary>
    [Required]
    public string Verb { get; set; } = "";

    /// <summary>The model's <c>micronas.yaml</c>.</summary>
    [Required]
    public string ConfigurationFile { get; set; } = "";

    /// <summary>Where generated files go.</summary>
    [Required]
    public string OutputDirectory { get; set; } = "";

    /// <summary>The stage cache; the engine's default (in the user's cache folder) when empty.</summary>
    public string CacheDirectory { get; set; } = "";

    /// <summary>The <c>dotnet</c> host to start the engine with; the one that runs this build by default.</summary>
    public string DotNetHostPath { get; set; } = "";

    protected override string ToolName => Path.GetFileName(HostPath);

    // The engine's output is the protocol; MSBuild's own parser would take "validation error: 0.12" for an error.
    protected override MessageImportance StandardOutputLoggingImportance => MessageImportance.Low;

    protected override MessageImportance StandardErrorLoggingImportance => MessageImportance.Normal;

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

    protected override Encoding StandardOutputEncoding => Encoding.UTF8;

    protected override Encoding StandardErrorEncoding => Encoding.UTF8;

    protected override string GenerateFullPathToTool() => HostPath;

    protected override string GenerateCommandLineCommands()
    {
        var builder = new CommandLineBuilder();
        builder.AppendFileNameIfNotNull(EnginePath);
        builder.AppendSwitch(Verb);
        builder.AppendFileNameIfNotNull(ConfigurationFile);
        builder.AppendSwitch("--events");
        builder.AppendSwitchIfNotNull("--output ", OutputDirectory);
        builder.AppendSwitchIfNotNull("--cache ", CacheDirectory.Length == 0 ? null : CacheDirectory);
        return builder.ToString();
    }

    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        var engineEvent = EngineEvent.TryParse(singleLine);
        switch (engineEvent?.Type)
        {
            case null:
                Log.LogMessage(messageImportance, "{0}", singleLine);
                break;
            case "diagnostic":
                LogDiagnostic(engineEvent!);
                break;
            case "note":
                Log.LogMessage(MessageImportance.Normal, "{0}", engineEvent!.Text);
                break;
            default:
                Log.LogMessage(MessageImportance.High, "{0}", engineEvent!.Text);
                break;
        }
    }

    protected override bool HandleTaskExecutionErrors()
    {
        if (!errorReported && !Log.HasLoggedErrors)
        {
            Log.LogError(
                null, "MNAS7050", null, ConfigurationFile, 0, 0, 0, 0,
                "The MicroNas engine ended with exit code {0} without saying why. Run 'dotnet {1} {2} {3}' to see its output.",
                ExitCode, EnginePath, Verb, ConfigurationFile);
        }

        return false;
    }

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
