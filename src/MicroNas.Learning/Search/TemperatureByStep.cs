namespace MicroNas.Learning.Search;

/// <summary>Falls by a factor a step, as in the paper: a small data set or few epochs end at a high temperature.</summary>
/// <param name="Factor">ε of the paper.</param>
internal sealed record TemperatureByStep(double Start, double Floor, double Factor) : TemperatureSchedule(Start, Floor)
{
    protected override double Fallen(int step, int steps) => Start * Math.Pow(Factor, step);
}
