using MicroNas.Learning.Numerics;

using static TorchSharp.torch;

namespace MicroNas.Learning;

/// <summary>Tells a loss that has run away from one that is only bad.</summary>
internal static class DivergenceCheck
{
    /// <summary>An epoch's mean loss above this many times that of guessing (ln classes) is divergence: nothing that learns gets there.</summary>
    private const double GuessingLosses = 10;

    /// <exception cref="DivergenceException">The loss of a step is infinite or not a number.</exception>
    public static void Step(double loss, int epoch, int step)
    {
        if (!double.IsFinite(loss))
        {
            throw new DivergenceException(epoch, step);
        }
    }

    /// <summary>The last step of an epoch changed weights that no later loss may look at.</summary>
    /// <param name="step">The epoch's last one.</param>
    /// <exception cref="DivergenceException">The mean loss ran away, or a weight is infinite or not a number.</exception>
    public static void Epoch(double meanLoss, int classes, IReadOnlyList<Tensor> weights, int epoch, int step)
    {
        using var scope = NewDisposeScope();
        if (meanLoss > GuessingLosses * Math.Log(Math.Max(2, classes)) || weights.Any(weight => !weight.isfinite().all().Value<bool>()))
        {
            throw new DivergenceException(epoch, step);
        }
    }
}
