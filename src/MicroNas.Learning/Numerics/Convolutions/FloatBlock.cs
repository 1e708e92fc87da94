using System.Runtime.InteropServices;

namespace MicroNas.Learning.Numerics.Convolutions;

/// <summary>Floats at a fixed address, zero at first, aligned for the widest registers.</summary>
internal sealed unsafe class FloatBlock : SafeHandle
{
    private const int AlignmentBytes = 64;

    public FloatBlock(long count)
        : base(nint.Zero, ownsHandle: true)
    {
        var bytes = checked((nuint)Math.Max(1, count) * sizeof(float));
        SetHandle((nint)NativeMemory.AlignedAlloc(bytes, AlignmentBytes));
        NativeMemory.Clear(Address, bytes);
    }

    public override bool IsInvalid => handle == nint.Zero;

    /// <summary>Valid until the block is disposed.</summary>
    public float* Address => (float*)handle;

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
