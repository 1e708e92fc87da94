namespace MicroNas.Boards.Emulation;

/// <summary>What one function of a firmware cost, callees not included.</summary>
/// <param name="Cycles">Estimated, at zero wait states.</param>
public sealed record FunctionCost(string Name, long Instructions, long Cycles);
