using System.Runtime.InteropServices;
using MicroNas.Core.Datasets;

namespace MicroNas.Core.Pipeline.Stages;

/// <summary>
/// The first test windows of every class, so that each output of the network is seen at work by the firmware's self-test.
/// They are kept apart from the data, so that firmware can be emitted where the data is not.
/// </summary>
internal static class GoldenTestWindows
{
    private const int WindowsPerClass = 2;

    /// <summary>Indices in the test split, by class.</summary>
    public static IReadOnlyList<int> Indices(Dataset dataset) =>
        [.. Enumerable.Range(0, dataset.ClassNames.Count).SelectMany(label =>
            Enumerable.Range(0, dataset.Test.Count).Where(index => dataset.Test.Labels[index] == label).Take(WindowsPerClass))];

    /// <summary>N x T x S values in the sensors' own units, 32-bit floats, low byte first.</summary>
    public static byte[] Write(Dataset dataset) => MemoryMarshal.AsBytes(dataset.Test.Select(Indices(dataset)).Values.AsSpan()).ToArray();

    public static WindowSet Read(byte[] content, DatasetSummary summary) => new(
        MemoryMarshal.Cast<byte, float>(content).ToArray(),
        [.. summary.GoldenLabels],
        subjects: null,
        summary.Report.WindowLength,
        summary.Report.Channels.Count);
}
