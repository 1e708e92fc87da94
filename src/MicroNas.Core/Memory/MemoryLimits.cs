using MicroNas.Core.Units;

namespace MicroNas.Core.Memory;

/// <summary>The memory that a compiled model may take.</summary>
/// <param name="Ram">For the arena: kernels take scratch up to it. Null: what fast kernels need.</param>
/// <param name="Flash">For the model's constants, without code; null: any.</param>
public sealed record MemoryLimits(ByteSize? Ram, ByteSize? Flash)
{
    public static MemoryLimits None { get; } = new(null, null);
}
