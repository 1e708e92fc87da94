namespace MicroNas.Core.Learning;

/// <summary>
/// Where unfinished work keeps its state, so that a run that was killed or interrupted goes on where it was. The engine
/// decides what a state is; the store keeps it whole and apart from other work.
/// </summary>
public interface ICheckpointStore
{
    /// <summary>The last state that was written; null where there is none that can be used.</summary>
    byte[]? TryRead();

    /// <summary>Replaces the last state; whatever happens meanwhile, either the old or the new one is read later.</summary>
    void Write(ReadOnlySpan<byte> state);

    /// <summary>Puts a state away that the engine cannot use, and says so; the work begins anew.</summary>
    /// <param name="reason">What is wrong with it, as the end of a sentence that begins with "it".</param>
    void SetAside(string reason);
}
