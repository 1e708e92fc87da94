namespace MicroNas.Learning.Training;

/// <summary>How long and how fast weights are learnt.</summary>
/// <param name="Epochs">From the first step to the learning rate's end at 0.</param>
/// <param name="WarmUpEpochs">Epochs in which the learning rate rises.</param>
/// <param name="LearningRate">Its highest value (Adam).</param>
internal sealed record TrainingSchedule(int Epochs, int WarmUpEpochs, double LearningRate);
