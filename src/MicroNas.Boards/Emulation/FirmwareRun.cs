namespace MicroNas.Boards.Emulation;

/// <summary>What a firmware said and how it ended.</summary>
/// <param name="ExitCode">The firmware's own, 0 is success.</param>
/// <param name="Output">The text that it printed.</param>
public sealed record FirmwareRun(int ExitCode, string Output);
