using MicroNas.Core.Learning;

namespace MicroNas.Learning.Tests;

/// <summary>Keeps what is reported and calls back at once, unlike <see cref="Progress{T}"/>.</summary>
internal sealed class ProgressList(Action<LearningProgress>? callback = null) : IProgress<LearningProgress>
{
    public List<LearningProgress> Reports { get; } = [];

    public void Report(LearningProgress value)
    {
        Reports.Add(value);
        callback?.Invoke(value);
    }
}
