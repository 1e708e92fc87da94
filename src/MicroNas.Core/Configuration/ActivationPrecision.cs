namespace MicroNas.Core.Configuration;

/// <summary>How activations stand in memory during the search; weights, statistics, sums and the optimizer are float32 always.</summary>
public enum ActivationPrecision
{
    /// <summary>float32: the reference.</summary>
    Fp32,

    /// <summary>bfloat16: half the memory traffic, and libtorch's convolutions, fast only where the processor has instructions for it.</summary>
    Bf16,
}
