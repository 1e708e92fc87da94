using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MicroNas.Learning.Numerics.Lanes;

/// <summary>Sixteen values in a register of 512 bits.</summary>
internal readonly unsafe struct Lanes16(Vector512<float> values) : ILanes<Lanes16>
{
    private readonly Vector512<float> values = values;

    public static int Count => 16;

    public static Lanes16 Zero => new(Vector512<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 LoadBFloat16(ushort* source) => new(Vector512.ShiftLeft(Widen(source), 16).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator +(Lanes16 left, Lanes16 right) => new(left.values + right.values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator -(Lanes16 left, Lanes16 right) => new(left.values - right.values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 operator *(Lanes16 left, Lanes16 right) => new(left.values * right.values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 MultiplyAdd(Lanes16 left, Lanes16 right, Lanes16 addend) =>
        new(Vector512.FusedMultiplyAdd(left.values, right.values, addend.values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Rectify(Lanes16 gate, Lanes16 value) => new(Vector512.ConditionalSelect(
        Vector512.LessThanOrEqual(gate.values, Vector512<float>.Zero), Vector512<float>.Zero, value.values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Clamp(Lanes16 value, Lanes16 lowest, Lanes16 highest)
    {
        var raised = Vector512.ConditionalSelect(Vector512.LessThan(value.values, lowest.values), lowest.values, value.values);
        return new(Vector512.ConditionalSelect(Vector512.GreaterThan(raised, highest.values), highest.values, raised));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Inside(Lanes16 value, Lanes16 lowest, Lanes16 highest, Lanes16 passed) => new(Vector512.ConditionalSelect(
        Vector512.LessThan(value.values, lowest.values) | Vector512.GreaterThan(value.values, highest.values),
        Vector512<float>.Zero,
        passed.values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Round(Lanes16 value)
    {
        // Adding 1.5 · 2^23 leaves no room for fractions in a float.
        var shift = Vector512.Create(12582912f);
        return new(value.values + shift - shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Divide(Lanes16 left, Lanes16 right) => new(left.values / right.values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes16 Drop(Lanes16 value, uint index, in DropoutMask mask)
    {
        var bits = (Vector512<uint>.Indices + Vector512.Create(index + mask.Offset)) * Vector512.Create(mask.Multiplier);
        bits ^= Vector512.ShiftRightLogical(bits, 16);
        bits *= Vector512.Create(DropoutMask.FirstFactor);
        bits ^= Vector512.ShiftRightLogical(bits, 15);
        bits *= Vector512.Create(DropoutMask.SecondFactor);
        bits ^= Vector512.ShiftRightLogical(bits, 16);
        var dropped = Vector512.LessThan(bits, Vector512.Create(mask.Threshold)).AsSingle();
        return new(Vector512.ConditionalSelect(dropped, Vector512<float>.Zero, value.values * Vector512.Create(mask.Scale)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Lanes16 value, double* sums)
    {
        var (lower, upper) = Vector512.Widen(value.values);
        (Vector512.Load(sums) + lower).Store(sums);
        (Vector512.Load(sums + (Count / 2)) + upper).Store(sums + (Count / 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes16 value, float* destination) => value.values.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBFloat16(Lanes16 value, ushort* destination)
    {
        var bits = value.values.AsUInt32();
        var odd = Vector512.ShiftRightLogical(bits, 16) & Vector512<uint>.One;
        var rounded = Vector512.ShiftRightLogical(bits + Vector512.Create(0x7FFFu) + odd, 16);
        var ordered = Vector512.Equals(value.values, value.values).AsUInt32();
        Narrow(Vector512.ConditionalSelect(ordered, rounded, Vector512.Create(0x7FC0u)), destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Widen(ushort* source) => Vector512.WidenLower(Vector256.Load(source).ToVector512Unsafe());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Narrow(Vector512<uint> values, ushort* destination) => Vector512.Narrow(values, values).GetLower().Store(destination);
}
