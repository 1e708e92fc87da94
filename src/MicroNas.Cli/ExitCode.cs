namespace MicroNas.Cli;

/// <summary>Exit codes of the tool, one for each cause; documented in docs/tool.md.</summary>
public enum ExitCode
{
    Success = 0,

    /// <summary>An unexpected failure of the tool itself.</summary>
    InternalError = 1,

    /// <summary>The command line was wrong.</summary>
    Usage = 2,

    /// <summary>One or more MNAS errors were reported.</summary>
    Failed = 3,

    /// <summary>Ended by Ctrl-C or by the build that started it.</summary>
    Cancelled = 4,

    /// <summary><c>doctor</c> found that something is missing which builds need.</summary>
    Unfit = 5,
}
