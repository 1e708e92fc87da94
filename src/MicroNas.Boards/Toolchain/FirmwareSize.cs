using MicroNas.Core.Units;

namespace MicroNas.Boards.Toolchain;

/// <summary>What a compiled firmware occupies, as <c>size</c> reports it.</summary>
/// <param name="Text">Code and constants.</param>
/// <param name="Data">Initialised variables: in flash and in RAM.</param>
/// <param name="Bss">Zeroed variables.</param>
public sealed record FirmwareSize(ByteSize Text, ByteSize Data, ByteSize Bss)
{
    public ByteSize Flash => Text + Data;

    /// <summary>Without the stack.</summary>
    public ByteSize Ram => Data + Bss;
}
