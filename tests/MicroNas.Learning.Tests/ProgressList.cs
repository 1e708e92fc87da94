using MicroNas.Core.Learning;

namespace MicroNas.Learning.Tests;

/// <summary>Keeps what is reported of epochs and of finished trials and calls back at once, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class ProgressList(Action<LearningProgress>? callback = null) : IProgress<LearningProgress>
{
    public List<LearningProgress> Reports { get; } = [];

    /// <summary>The same and the epochs of trials that go on.</summary>
    public List<LearningProgress> All { get; } = [];

    public void Report(LearningProgress value)
    {
        All.Add(value);
        if (value.TrialEpochsDone is null)
        {
            Reports.Add(value);
            callback?.Invoke(value);
        }
    }
}
