namespace MicroNas.Core.Pipeline;

/// <summary>What an observer hears of a characterization while it runs.</summary>
public sealed class CharacterizationNotes(IPipelineObserver observer)
{
    private const int Step = 10;

    public void Say(string text) => observer.Note($"{StageName.Characterize.Name()}: {text}");

    /// <summary>Every tenth operator, and the last.</summary>
    public void Measured(int done, int all)
    {
        if (done % Step == 0 || done == all)
        {
            Say(FormattableString.Invariant($"{done} of {all} operators measured"));
        }
    }
}
