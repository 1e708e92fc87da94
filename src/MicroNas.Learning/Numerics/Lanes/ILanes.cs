namespace MicroNas.Learning.Numerics.Lanes;

/// <summary>
/// Some neighbouring float values that are computed at once. Every implementation computes each value by the same IEEE 754
/// operations, so a loop gives the same bytes whatever the width; only the number of values differs.
/// </summary>
internal unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Values held.</summary>
    static abstract int Count { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf Load(float* source);

    /// <summary>bfloat16 to float: exact.</summary>
    static abstract TSelf LoadBFloat16(ushort* source);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>left · right + addend, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>Zero where the sign of <paramref name="gate"/> is not above zero, the value elsewhere; a gate that is no number lets it through.</summary>
    static abstract TSelf Rectify(TSelf gate, TSelf value);

    /// <summary>lowest where the value lies below it, highest where above.</summary>
    static abstract TSelf Clamp(TSelf value, TSelf lowest, TSelf highest);

    /// <summary>Zero where <paramref name="value"/> lies outside [lowest, highest], <paramref name="passed"/> elsewhere.</summary>
    static abstract TSelf Inside(TSelf value, TSelf lowest, TSelf highest, TSelf passed);

    /// <summary>To the nearest integer, halves to even; |value| below 2^22.</summary>
    static abstract TSelf Round(TSelf value);

    static abstract TSelf Divide(TSelf left, TSelf right);

    static abstract TSelf Broadcast(float value);

    /// <summary>Inverted dropout of the elements from <paramref name="index"/> on.</summary>
    static abstract TSelf Drop(TSelf value, uint index, in DropoutMask mask);

    /// <summary>Adds each value to a sum in double precision.</summary>
    static abstract void AddTo(TSelf value, double* sums);

    static abstract void Store(TSelf value, float* destination);

    /// <summary>Rounds to bfloat16, halves to even; what is no number stays so.</summary>
    static abstract void StoreBFloat16(TSelf value, ushort* destination);
}
