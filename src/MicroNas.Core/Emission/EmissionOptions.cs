using MicroNas.Core.Datasets;
using MicroNas.Core.Units;

namespace MicroNas.Core.Emission;

/// <summary>
/// What the generated files carry beside the model itself. A model that someone else made has no data set: it may lack the normalisation,
/// the names, the sample rate and the labels.
/// </summary>
/// <param name="ModelName">C identifier; the prefix of every generated name and file.</param>
/// <param name="Normalization">From raw sensor units to the model's real input; S channels. Null: raw values are the real input.</param>
/// <param name="ClassNames">One for each of the model's outputs; empty: <c>class_0</c> and so on.</param>
/// <param name="ChannelNames">S names, in the order of the window; empty: none.</param>
/// <param name="SampleRate">Of the sensor; null: unknown.</param>
/// <param name="GoldenInputs">N int8 windows of the input's size.</param>
/// <param name="GoldenOutputs">What they must give, N outputs; null: what the reference interpreter computes.</param>
/// <param name="GoldenLabels">The class that the data set gives each of the N windows; empty: unknown.</param>
/// <param name="TfliteBytes">The same model as a file; emitted as an array for runtimes that read it.</param>
/// <param name="Provenance">One line for the head of each file; no clock, no path, so that the files repeat.</param>
public sealed record EmissionOptions(
    string ModelName,
    ChannelNormalization? Normalization,
    EquatableArray<string> ClassNames,
    EquatableArray<string> ChannelNames,
    Hertz? SampleRate,
    IReadOnlyList<sbyte[]> GoldenInputs,
    IReadOnlyList<sbyte[]>? GoldenOutputs,
    IReadOnlyList<int> GoldenLabels,
    ReadOnlyMemory<byte> TfliteBytes,
    string Provenance);
