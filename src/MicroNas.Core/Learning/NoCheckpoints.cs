namespace MicroNas.Core.Learning;

/// <summary>Keeps nothing: for work that is short, or that nobody resumes.</summary>
public sealed class NoCheckpoints : ICheckpointStore
{
    /// <inheritdoc/>
    public byte[]? TryRead() => null;

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> state)
    {
    }

    /// <inheritdoc/>
    public void SetAside(string reason)
    {
    }
}
