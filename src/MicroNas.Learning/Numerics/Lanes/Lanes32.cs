using System.Runtime.CompilerServices;

namespace MicroNas.Learning.Numerics.Lanes;

/// <summary>Thirty-two values in two registers of 512 bits: what is loaded for one of them serves the other too.</summary>
internal readonly unsafe struct Lanes32(Lanes16 low, Lanes16 high) : ILanes<Lanes32>
{
    private readonly Lanes16 low = low;
    private readonly Lanes16 high = high;

    public static int Count => 2 * Lanes16.Count;

    public static Lanes32 Zero => new(Lanes16.Zero, Lanes16.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 Load(float* source) => new(Lanes16.Load(source), Lanes16.Load(source + Lanes16.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 LoadBFloat16(ushort* source) => new(Lanes16.LoadBFloat16(source), Lanes16.LoadBFloat16(source + Lanes16.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 operator +(Lanes32 left, Lanes32 right) => new(left.low + right.low, left.high + right.high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 operator -(Lanes32 left, Lanes32 right) => new(left.low - right.low, left.high - right.high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 operator *(Lanes32 left, Lanes32 right) => new(left.low * right.low, left.high * right.high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 MultiplyAdd(Lanes32 left, Lanes32 right, Lanes32 addend) =>
        new(Lanes16.MultiplyAdd(left.low, right.low, addend.low), Lanes16.MultiplyAdd(left.high, right.high, addend.high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 Rectify(Lanes32 gate, Lanes32 value) => new(Lanes16.Rectify(gate.low, value.low), Lanes16.Rectify(gate.high, value.high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 Clamp(Lanes32 value, Lanes32 lowest, Lanes32 highest) =>
        new(Lanes16.Clamp(value.low, lowest.low, highest.low), Lanes16.Clamp(value.high, lowest.high, highest.high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 Inside(Lanes32 value, Lanes32 lowest, Lanes32 highest, Lanes32 passed) => new(
        Lanes16.Inside(value.low, lowest.low, highest.low, passed.low), Lanes16.Inside(value.high, lowest.high, highest.high, passed.high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 Round(Lanes32 value) => new(Lanes16.Round(value.low), Lanes16.Round(value.high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 Divide(Lanes32 left, Lanes32 right) => new(Lanes16.Divide(left.low, right.low), Lanes16.Divide(left.high, right.high));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 Broadcast(float value)
    {
        var all = Lanes16.Broadcast(value);
        return new(all, all);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes32 Drop(Lanes32 value, uint index, in DropoutMask mask) =>
        new(Lanes16.Drop(value.low, index, mask), Lanes16.Drop(value.high, index + (uint)Lanes16.Count, mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Lanes32 value, double* sums)
    {
        Lanes16.AddTo(value.low, sums);
        Lanes16.AddTo(value.high, sums + Lanes16.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes32 value, float* destination)
    {
        Lanes16.Store(value.low, destination);
        Lanes16.Store(value.high, destination + Lanes16.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBFloat16(Lanes32 value, ushort* destination)
    {
        Lanes16.StoreBFloat16(value.low, destination);
        Lanes16.StoreBFloat16(value.high, destination + Lanes16.Count);
    }
}
