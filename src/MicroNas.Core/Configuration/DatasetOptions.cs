using System.ComponentModel.DataAnnotations;
using MicroNas.Core.Units;

namespace MicroNas.Core.Configuration;

/// <summary>The labelled sensor windows (<c>dataset</c>).</summary>
public sealed record DatasetOptions
{
    /// <summary>The file or folder, relative to the yaml file. Not for synthetic.</summary>
    public string? Path { get; init; }

    /// <summary>How the data is stored; auto finds it from the path.</summary>
    public DatasetFormat Format { get; init; } = DatasetFormat.Auto;

    /// <summary>Samples a second of every channel, with its unit: Hz or kHz. Required except for synthetic, uci-har and hapt, which have 50 Hz, and Skoda's mat, which has 98 Hz.</summary>
    public Hertz? Rate { get; init; }

    /// <summary>T, samples a window. Cuts recordings (csv with one row a sample, hapt, mat) into windows; for stored windows it is a check. Left out: 128 for hapt, 64 for Skoda's mat.</summary>
    [Range(4, 65536)]
    public int? Window { get; init; }

    /// <summary>Samples from the start of one window of a recording to the next. Left out: half a window.</summary>
    [Range(1, 65536)]
    public int? Stride { get; init; }

    /// <summary>Names of the channels in the order in which the files hold them.</summary>
    public EquatableArray<string>? Channels { get; init; }

    /// <summary>The channels to use, by name or index, in the order wanted. Left out: all.</summary>
    public EquatableArray<string>? Use { get; init; }

    /// <summary>Names of the classes by label; the first has label 0.</summary>
    public EquatableArray<string>? Classes { get; init; }

    /// <summary>
    /// The channels of each 3-axis sensor, by name or index, three an entry. Left out: channels in a row whose names end in x, y and z; []: none.
    /// </summary>
    public EquatableArray<EquatableArray<string>>? Rotation { get; init; }

    /// <summary>Where standardised values are cut, in standard deviations.</summary>
    [Range(1.0, 100.0)]
    public double Clip { get; init; } = 5;

    /// <summary>
    /// From where on a standardised value counts a quarter, in standard deviations, so that int8 has finer steps for what is usual. Clip or larger: nowhere.
    /// </summary>
    [Range(0.5, 100.0)]
    public double Knee { get; init; } = 1.5;

    /// <summary>How training windows are varied, so that the network works for people and mountings that it never saw.</summary>
    public AugmentationOptions Augmentation { get; init; } = new();

    /// <summary>Which windows are test and which are validation.</summary>
    public SplitOptions Split { get; init; } = new();

    /// <summary>What the columns of csv files are called.</summary>
    public ColumnOptions Columns { get; init; } = new();

    /// <summary>What the matrix of a mat file holds.</summary>
    public MatOptions Mat { get; init; } = new();

    /// <summary>Whether this is the embedded simulator: it is named, or nothing is.</summary>
    public bool IsSynthetic() => Format == DatasetFormat.Synthetic || (Format == DatasetFormat.Auto && Path is null);
}
