namespace MicroNas.Core.Configuration;

/// <summary>
/// Passes over the windows. What a network learns depends on its steps: the usual number of passes over a few hundred windows would
/// end before it has learnt anything.
/// </summary>
public static class EpochCount
{
    /// <summary>Batches of the smallest data set that the default number of epochs is enough for.</summary>
    private const int FewestBatches = TrainingOptions.LeastSteps / TrainingOptions.DefaultEpochs;

    /// <summary>The usual number, or as many as make <paramref name="leastSteps"/> steps.</summary>
    /// <param name="usual">Epochs over a data set that is large enough.</param>
    /// <param name="leastSteps">Batches that are learnt from in all.</param>
    /// <param name="windows">Windows of a pass; those of an incomplete last batch come in another pass.</param>
    /// <param name="batchSize">Windows a step; less when there are fewer.</param>
    public static int AtLeast(int usual, int leastSteps, int windows, int batchSize)
    {
        var stepsPerEpoch = Math.Max(1, windows / batchSize);
        return Math.Max(usual, (leastSteps + stepsPerEpoch - 1) / stepsPerEpoch);
    }

    /// <summary>Windows of a larger data set that is as long trained on: few are passed over more often by the training, as if they were 25 batches.</summary>
    public static int WindowsByCost(int windows, int batchSize) => Math.Max(windows, FewestBatches * batchSize);
}
