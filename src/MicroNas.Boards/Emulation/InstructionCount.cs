namespace MicroNas.Boards.Emulation;

/// <summary>How often one instruction ran.</summary>
/// <param name="Executions">Times; an instruction that its IT block skips counts, as it does for the emulator's clock.</param>
/// <param name="Taken">Times after which control went elsewhere than to the next instruction.</param>
public readonly record struct InstructionCount(long Executions, long Taken);
