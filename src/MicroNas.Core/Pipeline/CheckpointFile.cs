using System.Security.Cryptography;
using System.Text;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;

namespace MicroNas.Core.Pipeline;

/// <summary>
/// The state of one stage's unfinished work: a file beside the stage's place in the cache, for the holder of its lock. It
/// holds, in this order: mark and version of the format, the key of the stage's inputs (32 bytes), the time that the work has
/// taken (ticks), the engine's state, and a SHA-256 over all of it. What does not fit is renamed, never read.
/// </summary>
internal sealed class CheckpointFile(StageName stage, string path, string key, IPipelineObserver observer, TimeProvider time) : ICheckpointStore
{
    public const string Suffix = ".checkpoint";

    private const int TicksOffset = 40;
    private const int StateOffset = TicksOffset + sizeof(long);

    private static readonly byte[] Mark = Encoding.ASCII.GetBytes("MNASCKP1");

    private readonly long start = time.GetTimestamp();
    private TimeSpan earlier;
    private bool isWritable = true;
    private bool isSetAside;

    /// <summary>Time that the work has taken, in this run and in those that it goes on from.</summary>
    public TimeSpan Elapsed => earlier + time.GetElapsedTime(start);

    private string TemporaryPath => path + ".tmp";

    private string AsidePath => path + ".unusable";

    /// <inheritdoc/>
    public byte[]? TryRead()
    {
        // What could not be renamed is still there, and would be read again.
        if (isSetAside)
        {
            return null;
        }

        byte[] content;
        try
        {
            content = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            SetAside($"cannot be read: {exception.Message.TrimEnd('.')}");
            return null;
        }

        if (Fault(content) is { } fault)
        {
            SetAside(fault);
            return null;
        }

        earlier = new TimeSpan(BitConverter.ToInt64(content, TicksOffset));
        observer.Announce($"{stage.Name()}: an interrupted run left its state after {earlier.TotalSeconds:0} s of work; this one goes on from there.");
        return content[StateOffset..^SHA256.HashSizeInBytes];
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> state)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);

            // One temporary name is enough: there is one holder of the lock, and a killed one's leftover is overwritten.
            using (var stream = new FileStream(TemporaryPath, FileMode.Create, FileAccess.Write))
            using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
            {
                Append(Mark);
                Append(Convert.FromHexString(key));
                Append(BitConverter.GetBytes(Elapsed.Ticks));
                Append(state);
                stream.Write(hash.GetHashAndReset());
                stream.Flush(flushToDisk: true);

                void Append(ReadOnlySpan<byte> part)
                {
                    stream.Write(part);
                    hash.AppendData(part);
                }
            }

            File.Move(TemporaryPath, path, overwrite: true);
            isSetAside = false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The work itself needs no file: losing hours of it for want of a checkpoint would be the greater harm.
            // What is half-written only takes room that others may need.
            TryFile(() => File.Delete(TemporaryPath));
            if (isWritable)
            {
                isWritable = false;
                observer.Report(Diagnostic.Warning(
                    DiagnosticCodes.CheckpointNotWritten,
                    $"The state of the running work cannot be written: {exception.Message.TrimEnd('.')}. The work goes on; interrupted, it goes on later from the last state that was written, if there is one. "
                    + "Check permissions and free space.",
                    new SourceLocation(path)));
            }
        }
    }

    /// <inheritdoc/>
    public void SetAside(string reason)
    {
        (earlier, isSetAside) = (TimeSpan.Zero, true);
        var outcome = TryFile(() => File.Move(path, AsidePath, overwrite: true))
            ? $"It was renamed to '{Path.GetFileName(AsidePath)}', and the work begins anew."
            : "It cannot be renamed either; the work begins anew.";
        observer.Report(Diagnostic.Warning(
            DiagnosticCodes.CheckpointSetAside,
            $"The state of an interrupted run cannot be used: it {reason}. {outcome}",
            new SourceLocation(path)));
    }

    /// <summary>The work is done: nothing is left of its states.</summary>
    public void Remove()
    {
        // The result is stored already: a file that cannot be deleted harms nobody.
        TryFile(() => File.Delete(path));
        TryFile(() => File.Delete(TemporaryPath));
    }

    private static bool TryFile(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string? Fault(ReadOnlySpan<byte> content) => content switch
    {
        _ when content.Length < StateOffset + SHA256.HashSizeInBytes => "is shorter than any state",
        _ when !content[..Mark.Length].SequenceEqual(Mark) => "does not begin as a state of this version of MicroNas does",
        _ when !SHA256.HashData(content[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(content[^SHA256.HashSizeInBytes..]) =>
            "does not have the hash that it says",
        _ when !content[Mark.Length..TicksOffset].SequenceEqual(Convert.FromHexString(key)) => "belongs to other inputs",
        _ => null,
    };
}
