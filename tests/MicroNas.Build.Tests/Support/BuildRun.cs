namespace MicroNas.Build.Tests.Support;

/// <summary>How a build ended and all that it printed.</summary>
public sealed record BuildRun(int ExitCode, string Output);
