using MicroNas.Core.Learning;

namespace MicroNas.Learning.Tests.Checkpoints;

/// <summary>Keeps states in memory, and ends the process, as it were, behind a chosen write.</summary>
internal sealed class MemoryCheckpoints : ICheckpointStore
{
    private int writesLeft = int.MaxValue;

    public byte[]? State { get; set; }

    public int Writes { get; private set; }

    public List<string> SetAsideReasons { get; } = [];

    /// <summary>The <paramref name="writes"/>-th write from now, counted from 1, is kept, and then nothing more happens.</summary>
    public void DieAfter(int writes) => writesLeft = writes;

    public byte[]? TryRead() => State;

    public void Write(ReadOnlySpan<byte> state)
    {
        Writes++;
        State = state.ToArray();
        if (--writesLeft == 0)
        {
            throw new KilledException();
        }
    }

    public void SetAside(string reason)
    {
        SetAsideReasons.Add(reason);
        State = null;
    }

    /// <summary>Nobody catches it: what was in memory is lost, as in a process that is killed.</summary>
    public sealed class KilledException : Exception;
}
