using System.ComponentModel.DataAnnotations;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Configuration;

/// <summary>What the model is made for (<c>target</c>).</summary>
public sealed record TargetOptions
{
    /// <summary>The microcontroller, by its id in the catalog.</summary>
    [Required]
    [Microcontroller]
    public string Mcu { get; init; } = "";

    /// <summary>The runtime that executes the model: the product's own C runtime, or TensorFlow Lite Micro with CMSIS-NN.</summary>
    public InferenceRuntime Runtime { get; init; } = InferenceRuntime.Micronas;
}
