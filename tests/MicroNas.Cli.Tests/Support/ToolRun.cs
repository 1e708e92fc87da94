namespace MicroNas.Cli.Tests.Support;

/// <summary>How the tool ended and what it wrote.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error);
