namespace MicroNas.Core.Reporting;

/// <summary>The data set in a report.</summary>
/// <param name="Hash">SHA-256 of windows, labels, splits and normalisation.</param>
/// <param name="WindowLength">T, samples.</param>
/// <param name="Channels">Names of the S channels.</param>
/// <param name="Classes">Names by class index.</param>
/// <param name="TrainingWindows">Windows in the training split.</param>
/// <param name="ValidationWindows">Windows in the validation split.</param>
/// <param name="TestWindows">Windows in the test split.</param>
/// <param name="LeakingTestWindows">Test windows that share samples with a training or validation window.</param>
/// <param name="Leaking">Whether there are so many of them that the accuracy says little about new recordings.</param>
public sealed record DatasetReport(
    string Hash,
    int WindowLength,
    IReadOnlyList<string> Channels,
    IReadOnlyList<string> Classes,
    int TrainingWindows,
    int ValidationWindows,
    int TestWindows,
    int LeakingTestWindows,
    bool Leaking);
