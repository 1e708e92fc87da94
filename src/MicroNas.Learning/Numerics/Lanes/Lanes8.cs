using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MicroNas.Learning.Numerics.Lanes;

/// <summary>Eight values in a register of 256 bits.</summary>
internal readonly unsafe struct Lanes8(Vector256<float> values) : ILanes<Lanes8>
{
    private readonly Vector256<float> values = values;

    public static int Count => 8;

    public static Lanes8 Zero => new(Vector256<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Load(float* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 LoadBFloat16(ushort* source) => new(Vector256.ShiftLeft(Widen(source), 16).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator +(Lanes8 left, Lanes8 right) => new(left.values + right.values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator -(Lanes8 left, Lanes8 right) => new(left.values - right.values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 operator *(Lanes8 left, Lanes8 right) => new(left.values * right.values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 MultiplyAdd(Lanes8 left, Lanes8 right, Lanes8 addend) =>
        new(Vector256.FusedMultiplyAdd(left.values, right.values, addend.values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Rectify(Lanes8 gate, Lanes8 value) => new(Vector256.ConditionalSelect(
        Vector256.LessThanOrEqual(gate.values, Vector256<float>.Zero), Vector256<float>.Zero, value.values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Clamp(Lanes8 value, Lanes8 lowest, Lanes8 highest)
    {
        var raised = Vector256.ConditionalSelect(Vector256.LessThan(value.values, lowest.values), lowest.values, value.values);
        return new(Vector256.ConditionalSelect(Vector256.GreaterThan(raised, highest.values), highest.values, raised));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Inside(Lanes8 value, Lanes8 lowest, Lanes8 highest, Lanes8 passed) => new(Vector256.ConditionalSelect(
        Vector256.LessThan(value.values, lowest.values) | Vector256.GreaterThan(value.values, highest.values),
        Vector256<float>.Zero,
        passed.values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Round(Lanes8 value)
    {
        // Adding 1.5 · 2^23 leaves no room for fractions in a float.
        var shift = Vector256.Create(12582912f);
        return new(value.values + shift - shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Divide(Lanes8 left, Lanes8 right) => new(left.values / right.values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes8 Drop(Lanes8 value, uint index, in DropoutMask mask)
    {
        var bits = (Vector256<uint>.Indices + Vector256.Create(index + mask.Offset)) * Vector256.Create(mask.Multiplier);
        bits ^= Vector256.ShiftRightLogical(bits, 16);
        bits *= Vector256.Create(DropoutMask.FirstFactor);
        bits ^= Vector256.ShiftRightLogical(bits, 15);
        bits *= Vector256.Create(DropoutMask.SecondFactor);
        bits ^= Vector256.ShiftRightLogical(bits, 16);
        var dropped = Vector256.LessThan(bits, Vector256.Create(mask.Threshold)).AsSingle();
        return new(Vector256.ConditionalSelect(dropped, Vector256<float>.Zero, value.values * Vector256.Create(mask.Scale)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Lanes8 value, double* sums)
    {
        var (lower, upper) = Vector256.Widen(value.values);
        (Vector256.Load(sums) + lower).Store(sums);
        (Vector256.Load(sums + (Count / 2)) + upper).Store(sums + (Count / 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes8 value, float* destination) => value.values.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBFloat16(Lanes8 value, ushort* destination)
    {
        var bits = value.values.AsUInt32();
        var odd = Vector256.ShiftRightLogical(bits, 16) & Vector256<uint>.One;
        var rounded = Vector256.ShiftRightLogical(bits + Vector256.Create(0x7FFFu) + odd, 16);
        var ordered = Vector256.Equals(value.values, value.values).AsUInt32();
        Narrow(Vector256.ConditionalSelect(ordered, rounded, Vector256.Create(0x7FC0u)), destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Widen(ushort* source) => Vector256.WidenLower(Vector128.Load(source).ToVector256Unsafe());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Narrow(Vector256<uint> values, ushort* destination) => Vector256.Narrow(values, values).GetLower().Store(destination);
}
