namespace MicroNas.Learning.Numerics.Direct;

/// <summary>Global average pooling to class scores, softmax, and cross-entropy as libtorch's <c>cross_entropy</c> defines it.</summary>
/// <param name="input">N x S x T x classes.</param>
internal sealed unsafe class CrossEntropyPart(Activation input, LossOptions options, int windows)
{
    private readonly int classes = input.Shape.Channels;
    private readonly int positions = input.Shape.Sensors * input.Shape.Time;
    private readonly double[] scores = new double[windows * input.Shape.Channels]; // N, C
    private readonly double[] target = new double[input.Shape.Channels];

    /// <summary>Also puts the gradient into the input's.</summary>
    /// <param name="windowsOfBatch">What the sum over these windows is divided by.</param>
    /// <returns>These windows' part of the batch's mean cross-entropy, and how many of them are classified rightly.</returns>
    public (double Loss, long Correct) Compute(ReadOnlySpan<long> labels, int windowsOfBatch)
    {
        var (loss, correct) = (0.0, 0L);
        for (var window = 0; window < labels.Length; window++)
        {
            var classScores = scores.AsSpan(window * classes, classes);
            Pool(window, classScores);
            var best = 0;
            for (var c = 1; c < classes; c++)
            {
                best = classScores[c] > classScores[best] ? c : best;
            }

            correct += best == labels[window] ? 1 : 0;
            loss += Differentiate(classScores, (int)labels[window]);
            Spread(window, classScores, windowsOfBatch);
        }

        return (loss / windowsOfBatch, correct);
    }

    private void Pool(int window, Span<double> result)
    {
        result.Clear();
        var values = input.Values + ((long)window * positions * classes);
        for (var position = 0; position < positions; position++)
        {
            for (var c = 0; c < classes; c++)
            {
                result[c] += *values++;
            }
        }

        foreach (ref var sum in result)
        {
            sum /= positions;
        }
    }

    /// <summary>From scores to the loss's gradient to them, in place: softmax(scores) · Σ target − target.</summary>
    /// <returns>−Σ_c target_c · log softmax(scores)_c.</returns>
    private double Differentiate(Span<double> values, int label)
    {
        var (highest, sum, loss) = (double.NegativeInfinity, 0.0, 0.0);
        foreach (var value in values)
        {
            highest = value > highest || double.IsNaN(value) ? value : highest;
        }

        foreach (var value in values)
        {
            sum += Math.Exp(value - highest);
        }

        var logarithm = highest + Math.Log(sum);
        var total = 0.0;
        for (var c = 0; c < classes; c++)
        {
            var right = c == label ? 1 - options.LabelSmoothing : 0;
            target[c] = (right + (options.LabelSmoothing / classes)) * (options.ClassWeights?[c] ?? 1);
            total += target[c];
        }

        for (var c = 0; c < classes; c++)
        {
            loss -= target[c] * (values[c] - logarithm);
            values[c] = (Math.Exp(values[c] - logarithm) * total) - target[c];
        }

        return loss;
    }

    private void Spread(int window, ReadOnlySpan<double> gradient, int windowsOfBatch)
    {
        var destination = input.Gradients + ((long)window * positions * classes);
        for (var position = 0; position < positions; position++)
        {
            foreach (var value in gradient)
            {
                *destination++ = (float)(value / ((double)positions * windowsOfBatch));
            }
        }
    }
}
