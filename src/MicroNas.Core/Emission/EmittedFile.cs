namespace MicroNas.Core.Emission;

/// <summary>One file that the emit stage makes, before it is written: name relative to the output folder, and its bytes.</summary>
public sealed record EmittedFile(string Name, ReadOnlyMemory<byte> Content);
