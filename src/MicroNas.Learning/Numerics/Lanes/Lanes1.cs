using System.Runtime.CompilerServices;

namespace MicroNas.Learning.Numerics.Lanes;

/// <summary>A single value: for what is left over, and for processors without vector instructions.</summary>
internal readonly unsafe struct Lanes1(float value) : ILanes<Lanes1>
{
    private readonly float value = value;

    public static int Count => 1;

    public static Lanes1 Zero => new(0);

    public static Lanes1 Load(float* source) => new(*source);

    public static Lanes1 LoadBFloat16(ushort* source) => new(BitConverter.UInt32BitsToSingle((uint)*source << 16));

    public static Lanes1 operator +(Lanes1 left, Lanes1 right) => new(left.value + right.value);

    public static Lanes1 operator -(Lanes1 left, Lanes1 right) => new(left.value - right.value);

    public static Lanes1 operator *(Lanes1 left, Lanes1 right) => new(left.value * right.value);

    public static Lanes1 MultiplyAdd(Lanes1 left, Lanes1 right, Lanes1 addend) =>
        new(MathF.FusedMultiplyAdd(left.value, right.value, addend.value));

    public static Lanes1 Rectify(Lanes1 gate, Lanes1 value) => gate.value <= 0 ? Zero : value;

    public static Lanes1 Clamp(Lanes1 value, Lanes1 lowest, Lanes1 highest)
    {
        var raised = value.value < lowest.value ? lowest : value;
        return raised.value > highest.value ? highest : raised;
    }

    public static Lanes1 Inside(Lanes1 value, Lanes1 lowest, Lanes1 highest, Lanes1 passed) =>
        value.value < lowest.value || value.value > highest.value ? Zero : passed;

    public static Lanes1 Round(Lanes1 value) => new(value.value + 12582912f - 12582912f);

    public static Lanes1 Divide(Lanes1 left, Lanes1 right) => new(left.value / right.value);

    public static Lanes1 Broadcast(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes1 Drop(Lanes1 value, uint index, in DropoutMask mask)
    {
        var bits = unchecked((index + mask.Offset) * mask.Multiplier);
        bits ^= bits >> 16;
        bits = unchecked(bits * DropoutMask.FirstFactor);
        bits ^= bits >> 15;
        bits = unchecked(bits * DropoutMask.SecondFactor);
        bits ^= bits >> 16;
        return bits < mask.Threshold ? Zero : new(value.value * mask.Scale);
    }

    public static void AddTo(Lanes1 value, double* sums) => *sums += value.value;

    public static void Store(Lanes1 value, float* destination) => *destination = value.value;

    public static void StoreBFloat16(Lanes1 value, ushort* destination)
    {
        var bits = BitConverter.SingleToUInt32Bits(value.value);
        *destination = float.IsNaN(value.value) ? (ushort)0x7FC0 : (ushort)(unchecked(bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
