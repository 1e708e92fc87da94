namespace MicroNas.Learning.Search;

/// <summary>τ of Eq. 3, step by step.</summary>
/// <param name="Start">τ of the first step.</param>
/// <param name="Floor">τ falls no further.</param>
internal abstract record TemperatureSchedule(double Start, double Floor)
{
    /// <param name="step">From 0.</param>
    /// <param name="steps">Steps of the whole search.</param>
    public double At(int step, int steps) => Math.Max(Floor, Fallen(step, steps));

    /// <summary>τ without the floor.</summary>
    protected abstract double Fallen(int step, int steps);
}
