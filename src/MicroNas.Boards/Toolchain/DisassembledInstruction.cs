namespace MicroNas.Boards.Toolchain;

/// <summary>One instruction of a linked firmware.</summary>
/// <param name="Address">Of its first byte.</param>
/// <param name="Function">The symbol that it lies under.</param>
/// <param name="Mnemonic">In lower case, with its condition, without the width suffix <c>.n</c> or <c>.w</c>: <c>ldrb</c>, <c>bne</c>, <c>vmul.f32</c>.</param>
/// <param name="Operands">As objdump writes them, without its remarks.</param>
public sealed record DisassembledInstruction(uint Address, string Function, string Mnemonic, string Operands);
