using MicroNas.Core.Diagnostics;

namespace MicroNas.Cli;

/// <summary>Where nobody watches: no port is opened, and progress is plain lines.</summary>
internal static class ContinuousIntegration
{
    /// <summary>Whether <c>CI</c>, which every service sets, or <c>ContinuousIntegrationBuild</c> is in the environment with anything but <c>false</c> or <c>0</c>.</summary>
    public static bool IsOn { get; } = ((string[])["CI", "ContinuousIntegrationBuild"]).Any(name =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value && value != "0" && !value.Equals("false", StringComparison.OrdinalIgnoreCase));

    /// <exception cref="MicroNasException">MNAS4110: a port is named, and this is CI.</exception>
    public static void RequireNoBoard(string? port)
    {
        if (port is not null && IsOn)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.BoardForbidden,
                $"The board on {port} is not touched in continuous integration (CI or ContinuousIntegrationBuild is set). "
                + "Measure on a developer's machine and commit the latency table, or use --emulator here."));
        }
    }
}
