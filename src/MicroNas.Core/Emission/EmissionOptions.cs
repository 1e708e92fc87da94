using MicroNas.Core.Datasets;
using MicroNas.Core.Units;

namespace MicroNas.Core.Emission;

/// <summary>What the generated files carry beside the model itself.</summary>
/// <param name="ModelName">C identifier; the prefix of every generated name and file.</param>
/// <param name="Normalization">From raw sensor units to the model's real input; S channels.</param>
/// <param name="ClassNames">One for each of the model's outputs.</param>
/// <param name="ChannelNames">S names, in the order of the window.</param>
/// <param name="SampleRate">Of the sensor.</param>
/// <param name="GoldenInputs">N int8 windows of T x S.</param>
/// <param name="GoldenOutputs">The N outputs that the reference interpreter computes for them.</param>
/// <param name="GoldenLabels">The class that the data set gives each of the N windows.</param>
/// <param name="TfliteBytes">The same model as a file; emitted as an array for runtimes that read it.</param>
/// <param name="Provenance">One line for the head of each file; no clock, no path, so that the files repeat.</param>
public sealed record EmissionOptions(
    string ModelName,
    ChannelNormalization Normalization,
    EquatableArray<string> ClassNames,
    EquatableArray<string> ChannelNames,
    Hertz SampleRate,
    IReadOnlyList<sbyte[]> GoldenInputs,
    IReadOnlyList<sbyte[]> GoldenOutputs,
    IReadOnlyList<int> GoldenLabels,
    ReadOnlyMemory<byte> TfliteBytes,
    string Provenance);
