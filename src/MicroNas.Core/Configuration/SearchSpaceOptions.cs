using System.ComponentModel.DataAnnotations;

namespace MicroNas.Core.Configuration;

/// <summary>The search space's own numbers (<c>search.space</c>), with the paper's defaults.</summary>
public sealed record SearchSpaceOptions
{
    /// <summary>Time-Reduce cells halve the time axis while the result keeps at least this many samples; one does in any case (paper: ts_ml).</summary>
    /// <value>16</value>
    [Range(1, 65536)]
    public int MinimumTime { get; init; } = 16;

    /// <summary>Sensor-Fusion cells halve the sensor axis while the result keeps at least this many channels; one does in any case (paper: ts_ms).</summary>
    /// <value>5</value>
    [Range(1, 1024)]
    public int MinimumSensors { get; init; } = 5;

    /// <summary>Sensor-Fusion cells of stride 1 after each of stride 2 (paper: sf_s).</summary>
    /// <value>2</value>
    [Range(0, 8)]
    public int FusionRepeats { get; init; } = 2;

    /// <summary>Most filters of a Time-Reduce cell (paper: f_max).</summary>
    /// <value>16</value>
    [Range(1, 512)]
    public int TimeReduceMaximumFilters { get; init; } = 16;

    /// <summary>Step between the filter counts of a Time-Reduce cell (paper: g); divides the maximum.</summary>
    /// <value>4</value>
    [Range(1, 512)]
    public int TimeReduceFilterStep { get; init; } = 4;

    /// <summary>Most filters of a Sensor-Fusion cell (paper: f_max).</summary>
    /// <value>64</value>
    [Range(1, 512)]
    public int SensorFusionMaximumFilters { get; init; } = 64;

    /// <summary>Step between the filter counts of a Sensor-Fusion cell (paper: g); divides the maximum.</summary>
    /// <value>8</value>
    [Range(1, 512)]
    public int SensorFusionFilterStep { get; init; } = 8;
}
