using System.Text;
using System.Text.Json;

using MicroNas.Core.Architectures;

namespace MicroNas.Learning.Checkpoints;

/// <summary>
/// The bytes of a <see cref="RunJournal"/>: identity of this build of engine and core, results by path, states by path. Another
/// build may order a part's state differently or try other candidates under the same names, so it does not read them.
/// </summary>
internal static class JournalFormat
{
    private static readonly byte[] Build =
        [.. typeof(JournalFormat).Module.ModuleVersionId.ToByteArray(), .. typeof(Architecture).Module.ModuleVersionId.ToByteArray()];

    public static byte[] Write(
        IReadOnlyDictionary<string, string> finished,
        IReadOnlyDictionary<string, byte[]> interrupted,
        IReadOnlyList<(string Path, ICheckpointed Part)> running)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Build);
        writer.Write(finished.Count);
        foreach (var (path, result) in finished)
        {
            writer.Write(path);
            writer.Write(result);
        }

        writer.Write(interrupted.Count + running.Count);
        foreach (var (path, state) in interrupted)
        {
            WriteState(path, state);
        }

        foreach (var (path, part) in running)
        {
            using var inner = new MemoryStream();
            using var partWriter = new BinaryWriter(inner, Encoding.UTF8);
            part.Save(partWriter);
            partWriter.Flush();
            WriteState(path, inner.GetBuffer().AsSpan(0, (int)inner.Length));
        }

        writer.Flush();
        return stream.ToArray();

        void WriteState(string path, ReadOnlySpan<byte> state)
        {
            writer.Write(path);
            StateValues.Save(writer, state);
        }
    }

    /// <exception cref="UnusableStateException">Another build wrote it, or it is no journal.</exception>
    public static void Read(byte[] journal, Dictionary<string, string> finished, Dictionary<string, byte[]> interrupted) => Guard(() =>
    {
        using var reader = new BinaryReader(new MemoryStream(journal), Encoding.UTF8);
        if (!reader.ReadBytes(Build.Length).AsSpan().SequenceEqual(Build))
        {
            throw new UnusableStateException("was written by another version of MicroNas");
        }

        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            finished.Add(reader.ReadString(), reader.ReadString());
        }

        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            interrupted.Add(reader.ReadString(), reader.ReadBytes(reader.ReadInt32()));
        }
    });

    /// <exception cref="UnusableStateException">The state is another part's.</exception>
    public static void Restore(ICheckpointed part, byte[] state) => Guard(() =>
    {
        using var reader = new BinaryReader(new MemoryStream(state), Encoding.UTF8);
        part.Restore(reader);
        if (reader.BaseStream.Position != state.Length)
        {
            throw new UnusableStateException("holds more than was expected");
        }
    });

    private static void Guard(Action read)
    {
        try
        {
            read();
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or FormatException or JsonException)
        {
            throw new UnusableStateException("does not hold what was expected", exception);
        }
    }
}
