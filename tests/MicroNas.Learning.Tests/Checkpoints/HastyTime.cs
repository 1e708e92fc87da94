namespace MicroNas.Learning.Tests.Checkpoints;

/// <summary>An hour passes at every look at the clock: a state is due after every single step.</summary>
internal sealed class HastyTime : TimeProvider
{
    private long hours;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => 3600 * ++hours;
}
