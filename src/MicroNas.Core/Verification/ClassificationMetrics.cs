namespace MicroNas.Core.Verification;

/// <summary>How well predicted classes agree with the labels.</summary>
/// <param name="ConfusionMatrix">[label][prediction], counts of windows.</param>
public sealed record ClassificationMetrics(int[][] ConfusionMatrix)
{
    public int Windows => ConfusionMatrix.Sum(row => row.Sum());

    /// <summary>Share of windows whose class was predicted, 0..1.</summary>
    public double Accuracy => Windows == 0 ? 0 : (double)ConfusionMatrix.Select((row, label) => row[label]).Sum() / Windows;

    /// <summary>Mean of the classes' F1 scores, 0..1; a class without windows and predictions does not count.</summary>
    public double MacroF1
    {
        get
        {
            var scores = new List<double>();
            for (var label = 0; label < ConfusionMatrix.Length; label++)
            {
                var hits = ConfusionMatrix[label][label];
                var labelled = ConfusionMatrix[label].Sum();
                var predicted = ConfusionMatrix.Sum(row => row[label]);
                if (labelled + predicted > 0)
                {
                    scores.Add(2.0 * hits / (labelled + predicted));
                }
            }

            return scores.Count == 0 ? 0 : scores.Average();
        }
    }

    /// <summary>
    /// The predicted class: the index of the largest output, the first of equals, as the firmware's <c>micronas_largest</c>.
    /// </summary>
    /// <param name="outputs">[class], int8 probabilities or logits of one window; at least one.</param>
    public static int IndexOfLargest(ReadOnlySpan<sbyte> outputs)
    {
        ArgumentOutOfRangeException.ThrowIfZero(outputs.Length);
        var largest = 0;
        for (var i = 1; i < outputs.Length; i++)
        {
            if (outputs[i] > outputs[largest])
            {
                largest = i;
            }
        }

        return largest;
    }

    /// <param name="labels">Class of each window, 0..<paramref name="classes"/> - 1.</param>
    /// <param name="predictions">Predicted class of each window, as many as <paramref name="labels"/>.</param>
    public static ClassificationMetrics Count(IReadOnlyList<int> labels, IReadOnlyList<int> predictions, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(predictions.Count, labels.Count);
        var matrix = Enumerable.Range(0, classes).Select(_ => new int[classes]).ToArray();
        for (var i = 0; i < labels.Count; i++)
        {
            matrix[labels[i]][predictions[i]]++;
        }

        return new ClassificationMetrics(matrix);
    }
}
