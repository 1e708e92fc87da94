using MicroNas.Core.Configuration;

namespace MicroNas.Learning.Training;

/// <summary>How long and how fast weights are learnt.</summary>
/// <param name="Epochs">From the first step to the last.</param>
/// <param name="WarmUpEpochs">Epochs in which the learning rate rises.</param>
/// <param name="LearningRate">Its highest value (Adam).</param>
/// <param name="Fall">What it does afterwards.</param>
internal sealed record TrainingSchedule(int Epochs, int WarmUpEpochs, double LearningRate, LearningRateFall Fall);
