namespace MicroNas.Boards.Toolchain;

/// <summary>A function or object of a linked firmware.</summary>
/// <param name="Name">As in the source, or as the compiler derived it.</param>
/// <param name="Address">Of its first byte; a Thumb function's marking bit is cleared.</param>
/// <param name="Size">Bytes; 0 where the assembly does not say.</param>
/// <param name="IsFunction">False for data.</param>
/// <param name="SourceFile">File name (without folder) of the source that defines a local symbol; null for a global one.</param>
public sealed record FirmwareSymbol(string Name, uint Address, long Size, bool IsFunction, string? SourceFile);
