namespace MicroNas.Core.Architectures;

/// <summary>One choice for one cell, between a number of filters before it and one behind it, with what it costs.</summary>
/// <param name="To">Index of the output's filter option.</param>
/// <param name="Identity">The cell is left out.</param>
/// <param name="Branches">Sensor-Fusion: bit set of skip and kernels (<see cref="BranchProbabilities"/>); Time-Reduce: the kernel's option.</param>
/// <param name="Fusion">Option of the fusion filters, -1 without a main path.</param>
/// <param name="Latency">ms, without the error band.</param>
/// <param name="Flash">Bytes.</param>
/// <param name="Persistent">Bytes kept for the life of the model.</param>
/// <param name="Peak">Most bytes alive in a step of the cell.</param>
/// <param name="Score">What the decoder maximises the sum of.</param>
internal readonly record struct CellArc(
    int To,
    bool Identity,
    int Branches,
    int Fusion,
    double Latency,
    double Flash,
    double Persistent,
    double Peak,
    double Score)
{
    /// <summary>Whether this choice is at least as good in everything.</summary>
    public bool Dominates(in CellArc other) =>
        Score >= other.Score && Latency <= other.Latency && Flash <= other.Flash
        && Persistent <= other.Persistent && Peak <= other.Peak;
}
