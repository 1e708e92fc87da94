namespace MicroNas.Core.Latency;

/// <summary>The kinds of operator that a latency table knows.</summary>
public enum OperatorKind
{
    Convolution,
    Add,
    GlobalAveragePool,
    Reshape,
    Softmax,
}
