namespace MicroNas.Boards.Bench.Lines;

/// <summary>Bytes to a board and back.</summary>
internal interface IByteLine : IDisposable
{
    /// <summary>For messages: the port, or the emulator.</summary>
    string Name { get; }

    /// <exception cref="LineClosedException">Nobody is at the other end any more.</exception>
    void Write(ReadOnlySpan<byte> bytes);

    /// <summary>What has arrived, at least one byte; 0 when nothing comes within <paramref name="timeout"/>.</summary>
    /// <exception cref="LineClosedException">Nobody is at the other end any more.</exception>
    int Read(Span<byte> buffer, TimeSpan timeout);
}
