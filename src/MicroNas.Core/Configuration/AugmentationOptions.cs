using System.ComponentModel.DataAnnotations;

namespace MicroNas.Core.Configuration;

/// <summary>
/// How training windows are varied (<c>dataset.augmentation</c>), in sensor units, before standardising. 0 switches a variation off.
/// Validation and test windows are never varied.
/// </summary>
public sealed record AugmentationOptions
{
    /// <summary>One random rotation a window, the same for every 3-axis sensor: standard deviation of the angle in degrees. Only where there are 3-axis sensors.</summary>
    [Range(0.0, 180.0)]
    public double Rotation { get; init; } = 12;

    /// <summary>Noise added to every sample: its standard deviation as a share of the channel's.</summary>
    [Range(0.0, 1.0)]
    public double Jitter { get; init; }

    /// <summary>One factor a window and channel, around 1: its standard deviation.</summary>
    [Range(0.0, 0.5)]
    public double Scaling { get; init; }

    /// <summary>Local speed of a window's time, around 1: its standard deviation. Beginning and end stay where they are.</summary>
    [Range(0.0, 0.5)]
    public double TimeWarp { get; init; }

    /// <summary>Largest shift in time, as a share of the window; the end that is uncovered is filled by reflection.</summary>
    [Range(0.0, 0.5)]
    public double TimeShift { get; init; }

    /// <summary>Probability that a channel of a window is replaced by its mean over the training windows; one channel is always left.</summary>
    [Range(0.0, 0.9)]
    public double ChannelDropout { get; init; }
}
