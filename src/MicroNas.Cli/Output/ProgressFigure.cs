namespace MicroNas.Cli.Output;

/// <summary>One figure of an epoch or a trial.</summary>
/// <param name="Value">With its unit, and its limit where there is one.</param>
/// <param name="ShareOfLimit">The part of its limit that a cost takes, above 1 where it breaks it; null without a limit.</param>
internal sealed record ProgressFigure(string Name, string Value, double? ShareOfLimit = null);
