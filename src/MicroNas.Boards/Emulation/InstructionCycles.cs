namespace MicroNas.Boards.Emulation;

/// <summary>Cycles of one instruction at its place in the code.</summary>
/// <param name="Always">Whenever it runs.</param>
/// <param name="Refill">More when control leaves it for elsewhere than the next instruction; 0 for one that never branches.</param>
public readonly record struct InstructionCycles(int Always, int Refill);
