namespace MicroNas.Learning.Numerics;

/// <summary>How activations stand in memory while training; weights, statistics, sums and the optimizer are float32 always.</summary>
internal enum ActivationPrecision
{
    /// <summary>The reference.</summary>
    Float32,

    /// <summary>Half the memory traffic, and twice as fast convolutions where the processor has bfloat16 instructions.</summary>
    BFloat16,
}
