namespace MicroNas.Learning.Checkpoints;

/// <summary>A state that this engine cannot go on from.</summary>
/// <param name="reason">The end of a sentence that begins with "it".</param>
internal sealed class UnusableStateException(string reason, Exception? innerException = null)
    : Exception($"The state cannot be used: it {reason}.", innerException)
{
    public string Reason => reason;
}
