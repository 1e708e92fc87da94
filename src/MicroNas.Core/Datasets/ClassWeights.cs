using MicroNas.Core.Configuration;

namespace MicroNas.Core.Datasets;

/// <summary>What a window of each class counts in the loss.</summary>
public static class ClassWeights
{
    /// <summary>
    /// A weight for each class, of mean 1 over the windows. Balanced: N / (K · n), with N windows of K classes that occur, n of them of
    /// the class; 0 for a class without a window.
    /// </summary>
    /// <param name="labels">A class index for each window.</param>
    /// <param name="classes">Number of classes.</param>
    public static float[] Compute(ReadOnlySpan<int> labels, int classes, ClassWeighting weighting)
    {
        var weights = new float[classes];
        if (weighting == ClassWeighting.None)
        {
            Array.Fill(weights, 1);
            return weights;
        }

        var counts = new int[classes];
        foreach (var label in labels)
        {
            counts[label]++;
        }

        var present = counts.Count(count => count > 0);
        for (var label = 0; label < classes; label++)
        {
            weights[label] = counts[label] == 0 ? 0 : (float)((double)labels.Length / present / counts[label]);
        }

        return weights;
    }
}
