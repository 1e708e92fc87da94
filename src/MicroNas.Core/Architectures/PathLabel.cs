namespace MicroNas.Core.Architectures;

/// <summary>The choices for the first cells, as the path search extends them.</summary>
/// <param name="Parent">Index of the label that it extends, -1 at the start.</param>
/// <param name="Layer">How many cells are chosen.</param>
/// <param name="Node">Filter option behind the last of them.</param>
internal readonly record struct PathLabel(
    int Parent, int Layer, int Node, CellArc Arc, double Score, double Latency, double Flash, double Persistent, double Peak)
{
    public static PathLabel Start { get; } = new(-1, 0, 0, default, 0, 0, 0, 0, 0);

    public PathLabel Extend(int self, in CellArc arc) => new(
        self, Layer + 1, arc.To, arc,
        Score + arc.Score, Latency + arc.Latency, Flash + arc.Flash, Persistent + arc.Persistent, Math.Max(Peak, arc.Peak));

    public bool Dominates(in PathLabel other) =>
        Score >= other.Score && Latency <= other.Latency && Flash <= other.Flash
        && Persistent <= other.Persistent && Peak <= other.Peak;
}
