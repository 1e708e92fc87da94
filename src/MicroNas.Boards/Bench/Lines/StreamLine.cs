using System.Collections.Concurrent;

namespace MicroNas.Boards.Bench.Lines;

/// <summary>A line over two streams without timeouts of their own, such as a process's: a thread reads ahead.</summary>
internal sealed class StreamLine : IByteLine
{
    private const int BufferBytes = 4096;

    private readonly Stream output;
    private readonly Func<string> lastWords;
    private readonly BlockingCollection<byte[]> arrived = [];
    private ReadOnlyMemory<byte> rest;

    /// <param name="name">For messages.</param>
    /// <param name="input">From the board.</param>
    /// <param name="output">To the board.</param>
    /// <param name="lastWords">What to tell when the line ends.</param>
    public StreamLine(string name, Stream input, Stream output, Func<string> lastWords)
    {
        Name = name;
        this.output = output;
        this.lastWords = lastWords;
        new Thread(() => ReadAhead(input)) { IsBackground = true, Name = "bench line" }.Start();
    }

    public string Name { get; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            output.Write(bytes);
            output.Flush();
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            throw new LineClosedException(lastWords(), error);
        }
    }

    public int Read(Span<byte> buffer, TimeSpan timeout)
    {
        if (rest.IsEmpty)
        {
            if (!arrived.TryTake(out var bytes, timeout))
            {
                return arrived.IsCompleted ? throw new LineClosedException(lastWords()) : 0;
            }

            rest = bytes;
        }

        var count = Math.Min(buffer.Length, rest.Length);
        rest.Span[..count].CopyTo(buffer);
        rest = rest[count..];
        return count;
    }

    /// <summary>Closes the stream to the board; whoever owns the other ends the reading by ending it.</summary>
    public void Dispose()
    {
        try
        {
            output.Dispose();
        }
        catch (IOException)
        {
            // What was not flushed has nobody to go to.
        }
    }

    private void ReadAhead(Stream input)
    {
        var buffer = new byte[BufferBytes];
        try
        {
            for (var count = input.Read(buffer); count > 0; count = input.Read(buffer))
            {
                arrived.Add(buffer[..count]);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The end of the line, which the next read reports.
        }

        arrived.CompleteAdding();
    }
}
