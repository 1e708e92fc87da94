using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MicroNas.Learning.Numerics.Lanes;

/// <summary>Four values in a register of 128 bits.</summary>
internal readonly unsafe struct Lanes4(Vector128<float> values) : ILanes<Lanes4>
{
    private readonly Vector128<float> values = values;

    public static int Count => 4;

    public static Lanes4 Zero => new(Vector128<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Load(float* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 LoadBFloat16(ushort* source) => new(Vector128.ShiftLeft(Widen(source), 16).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator +(Lanes4 left, Lanes4 right) => new(left.values + right.values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator -(Lanes4 left, Lanes4 right) => new(left.values - right.values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 operator *(Lanes4 left, Lanes4 right) => new(left.values * right.values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 MultiplyAdd(Lanes4 left, Lanes4 right, Lanes4 addend) =>
        new(Vector128.FusedMultiplyAdd(left.values, right.values, addend.values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Rectify(Lanes4 gate, Lanes4 value) => new(Vector128.ConditionalSelect(
        Vector128.LessThanOrEqual(gate.values, Vector128<float>.Zero), Vector128<float>.Zero, value.values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Clamp(Lanes4 value, Lanes4 lowest, Lanes4 highest)
    {
        var raised = Vector128.ConditionalSelect(Vector128.LessThan(value.values, lowest.values), lowest.values, value.values);
        return new(Vector128.ConditionalSelect(Vector128.GreaterThan(raised, highest.values), highest.values, raised));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Inside(Lanes4 value, Lanes4 lowest, Lanes4 highest, Lanes4 passed) => new(Vector128.ConditionalSelect(
        Vector128.LessThan(value.values, lowest.values) | Vector128.GreaterThan(value.values, highest.values),
        Vector128<float>.Zero,
        passed.values));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Round(Lanes4 value)
    {
        // Adding 1.5 · 2^23 leaves no room for fractions in a float.
        var shift = Vector128.Create(12582912f);
        return new(value.values + shift - shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Divide(Lanes4 left, Lanes4 right) => new(left.values / right.values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Broadcast(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes4 Drop(Lanes4 value, uint index, in DropoutMask mask)
    {
        var bits = (Vector128<uint>.Indices + Vector128.Create(index + mask.Offset)) * Vector128.Create(mask.Multiplier);
        bits ^= Vector128.ShiftRightLogical(bits, 16);
        bits *= Vector128.Create(DropoutMask.FirstFactor);
        bits ^= Vector128.ShiftRightLogical(bits, 15);
        bits *= Vector128.Create(DropoutMask.SecondFactor);
        bits ^= Vector128.ShiftRightLogical(bits, 16);
        var dropped = Vector128.LessThan(bits, Vector128.Create(mask.Threshold)).AsSingle();
        return new(Vector128.ConditionalSelect(dropped, Vector128<float>.Zero, value.values * Vector128.Create(mask.Scale)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddTo(Lanes4 value, double* sums)
    {
        var (lower, upper) = Vector128.Widen(value.values);
        (Vector128.Load(sums) + lower).Store(sums);
        (Vector128.Load(sums + (Count / 2)) + upper).Store(sums + (Count / 2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes4 value, float* destination) => value.values.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBFloat16(Lanes4 value, ushort* destination)
    {
        var bits = value.values.AsUInt32();
        var odd = Vector128.ShiftRightLogical(bits, 16) & Vector128<uint>.One;
        var rounded = Vector128.ShiftRightLogical(bits + Vector128.Create(0x7FFFu) + odd, 16);
        var ordered = Vector128.Equals(value.values, value.values).AsUInt32();
        Narrow(Vector128.ConditionalSelect(ordered, rounded, Vector128.Create(0x7FC0u)), destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Widen(ushort* source) => Vector128.WidenLower(Vector64.Load(source).ToVector128Unsafe());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Narrow(Vector128<uint> values, ushort* destination) => Vector128.Narrow(values, values).GetLower().Store(destination);
}
