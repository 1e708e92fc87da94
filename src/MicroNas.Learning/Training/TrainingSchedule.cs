namespace MicroNas.Learning.Training;

/// <summary>How long and how fast weights are learnt.</summary>
/// <param name="Epochs">From the first step to the learning rate's end at 0.</param>
/// <param name="WarmUpEpochs">Epochs in which the learning rate rises.</param>
/// <param name="LearningRate">Its highest value (Adam).</param>
internal sealed record TrainingSchedule(int Epochs, int WarmUpEpochs, double LearningRate)
{
    /// <summary>Of candidates and of the final training alike; small networks learn slowly at less (docs/training.md).</summary>
    public const double DefaultLearningRate = 5e-3;
}
