using System.ComponentModel.DataAnnotations;

namespace MicroNas.Core.Configuration;

/// <summary>
/// What a MATLAB file's matrix holds, one row a sample (<c>dataset.mat</c>). Left out, a matrix of 71 columns is that of the Skoda Mini
/// Checkpoint: label, then sensor number, calibrated x, y, z and raw x, y, z of ten sensors.
/// </summary>
public sealed record MatOptions
{
    /// <summary>The name of the matrix. Left out: the only one that the file has.</summary>
    public string? Variable { get; init; }

    /// <summary>The column with the class as a whole number, counted from 0.</summary>
    [Range(0, 65535)]
    public int Label { get; init; }

    /// <summary>The columns of the channels, counted from 0. Left out: the calibrated x, y and z of Skoda's ten sensors, otherwise all but the label.</summary>
    public EquatableArray<int>? Columns { get; init; }

    /// <summary>Labels whose samples are left out, such as one that means no activity; each has to be in the data. Left out: 32 for Skoda's matrix, otherwise none.</summary>
    public EquatableArray<int>? Drop { get; init; }
}
