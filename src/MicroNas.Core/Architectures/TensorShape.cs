namespace MicroNas.Core.Architectures;

/// <summary>The shape of one activation: T time steps x S sensor channels x C filters (TFLite's H x W x C), batch 1.</summary>
public readonly record struct TensorShape(int Time, int Sensors, int Channels)
{
    /// <summary>Number of elements; for int8 activations also the number of bytes.</summary>
    public int Elements => Time * Sensors * Channels;

    public override string ToString() => FormattableString.Invariant($"{Time}x{Sensors}x{Channels}");
}
