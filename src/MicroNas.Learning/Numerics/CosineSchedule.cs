namespace MicroNas.Learning.Numerics;

/// <summary>A learning rate that rises linearly over <paramref name="warmUpSteps"/> and then falls as half a cosine.</summary>
internal sealed class CosineSchedule(double highest, double lowest, int steps, int warmUpSteps = 0)
{
    /// <param name="step">From 0 to steps − 1.</param>
    public double At(int step)
    {
        if (step < warmUpSteps)
        {
            return highest * (step + 1) / warmUpSteps;
        }

        var progress = (double)(step - warmUpSteps) / Math.Max(1, steps - warmUpSteps);
        return lowest + (0.5 * (highest - lowest) * (1 + Math.Cos(Math.PI * progress)));
    }
}
