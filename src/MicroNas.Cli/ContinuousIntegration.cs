using MicroNas.Core.Diagnostics;

namespace MicroNas.Cli;

/// <summary>Where nobody watches: no port is opened, and progress is plain lines.</summary>
internal static class ContinuousIntegration
{
    /// <summary>
    /// <c>CI</c> of most services, the build's own, and those of Azure Pipelines, TeamCity and Jenkins, which do not set <c>CI</c>. MicroNas.Build.targets and
    /// MicroNas.cmake decide by the same before any engine runs.
    /// </summary>
    internal static readonly string[] Names = ["CI", "ContinuousIntegrationBuild", "TF_BUILD", "TEAMCITY_VERSION", "JENKINS_URL"];

    /// <summary>Whether one of the variables is in the environment with anything but <c>false</c> or <c>0</c>.</summary>
    public static bool IsOn { get; } = Names.Any(name =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value && value != "0" && !value.Equals("false", StringComparison.OrdinalIgnoreCase));

    /// <exception cref="MicroNasException">MNAS4110: a port is named, and this is CI.</exception>
    public static void RequireNoBoard(string? port)
    {
        if (port is not null && IsOn)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.BoardForbidden,
                $"The board on {port} is not touched in continuous integration (CI, ContinuousIntegrationBuild or a variable of the service is set). "
                + "Measure on a developer's machine and commit the latency table, or use --emulator here."));
        }
    }
}
