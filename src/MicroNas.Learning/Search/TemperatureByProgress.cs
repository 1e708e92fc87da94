namespace MicroNas.Learning.Search;

/// <summary>Falls geometrically with the share of the steps that is done: every search, long or short, comes from the start to the floor.</summary>
/// <param name="ReachedAt">Share of the steps, up to 1, after which the floor is reached.</param>
internal sealed record TemperatureByProgress(double Start, double Floor, double ReachedAt) : TemperatureSchedule(Start, Floor)
{
    protected override double Fallen(int step, int steps) => Start * Math.Pow(Floor / Start, step / (ReachedAt * steps));
}
