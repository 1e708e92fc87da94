namespace MicroNas.Core.Datasets.Recordings;

/// <summary>One experiment of one person.</summary>
/// <param name="Experiment">Its number, by which labels refer to it.</param>
/// <param name="Subject">The person's number.</param>
/// <param name="Values">Samples x 6 in g and rad/s.</param>
internal sealed record HaptRecording(int Experiment, int Subject, ReadOnlyMemory<float> Values)
{
    public const int Channels = 6;

    /// <summary>What was done, in the order of time.</summary>
    public List<HaptSegment> Segments { get; } = [];

    /// <summary>Samples.</summary>
    public int Length => Values.Length / Channels;
}
