using System.ComponentModel.DataAnnotations;
using MicroNas.Core.Latency.Tables;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Configuration;

/// <summary>What the model is made for (<c>target</c>).</summary>
public sealed record TargetOptions
{
    /// <summary>The microcontroller, by its id in the catalog. No profile ships for stm32h747xi: it needs another latency than profile.</summary>
    [Required]
    [Microcontroller]
    public string Mcu { get; init; } = "";

    /// <summary>The runtime that executes the model: the product's own C runtime, or TensorFlow Lite Micro with CMSIS-NN.</summary>
    public InferenceRuntime Runtime { get; init; } = InferenceRuntime.Micronas;

    /// <summary>What operators cost there: a profile that ships with the product, counts of the emulator, a latency table's file, or a board on a serial port.</summary>
    public LatencySource Latency { get; init; } = LatencySource.Profile;

    /// <summary>The latency table, relative to the yaml file: read for file, read or made for board.</summary>
    public string LatencyFile { get; init; } = LatencyTableFile.DefaultName;

    /// <summary>The serial port of the board that runs the bench firmware, such as /dev/ttyACM0 or COM3. For latency: board; never touched in CI.</summary>
    public string? Port { get; init; }
}
