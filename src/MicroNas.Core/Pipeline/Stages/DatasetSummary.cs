using MicroNas.Core.Datasets;
using MicroNas.Core.Reporting;

namespace MicroNas.Core.Pipeline.Stages;

/// <summary>What later stages need of the data set without loading it.</summary>
internal sealed record DatasetSummary(DatasetReport Report, double SampleRateHertz)
{
    public static DatasetSummary Of(Dataset dataset) => new(
        new DatasetReport(
            dataset.ContentHash,
            dataset.Length,
            dataset.ChannelNames,
            dataset.ClassNames,
            dataset.Training.Count,
            dataset.Validation.Count,
            dataset.Test.Count),
        dataset.SampleRate.Value);
}
