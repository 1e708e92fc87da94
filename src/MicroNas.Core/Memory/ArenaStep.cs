namespace MicroNas.Core.Memory;

/// <summary>One operator as the planner sees it.</summary>
/// <param name="Inputs">Activations that it reads.</param>
/// <param name="Output">The activation that it writes.</param>
/// <param name="Sharing">Whether the output may take an input's place.</param>
/// <param name="ScratchSize">Bytes that it needs while it runs.</param>
public sealed record ArenaStep(EquatableArray<int> Inputs, int Output, ArenaSharing Sharing, int ScratchSize = 0);
