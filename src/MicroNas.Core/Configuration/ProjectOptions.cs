using System.ComponentModel.DataAnnotations;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Configuration;

/// <summary>Everything that <c>micronas.yaml</c> says.</summary>
public sealed record ProjectOptions
{
    /// <summary>The model's name: a C identifier, which prefixes the generated files and symbols.</summary>
    [Required]
    [Identifier]
    public string Model { get; init; } = "";

    /// <summary>The labelled sensor windows. Left out: the embedded synthetic data set.</summary>
    public DatasetOptions Dataset { get; init; } = new();

    /// <summary>The microcontroller and the runtime that executes the model on it.</summary>
    [Required]
    public TargetOptions Target { get; init; } = new();

    /// <summary>What the model may cost. A limit that is left out is the microcontroller's own (memory and flash) or none (latency).</summary>
    public Budget Budget { get; init; } = new(null, null, null);

    /// <summary>The architecture search.</summary>
    public SearchOptions Search { get; init; } = new();

    /// <summary>The training of the found network. The search's trials take learningRate, learningRateFall, labelSmoothing and classWeights from here: a change of one starts a new search.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>The limits as the search keeps them: those of <see cref="Budget"/>, never above the RAM and flash of the target.</summary>
    public Budget EffectiveBudget => MicrocontrollerCatalog.TryFind(Target.Mcu, out var microcontroller)
        ? Budget.Within(microcontroller)
        : Budget;

    /// <summary>Each limit that is above what the target has, most likely by a slip in its unit, by its key below <c>budget</c>.</summary>
    public IEnumerable<(string Key, string Message)> LimitsAboveTarget()
    {
        foreach (var (key, limit, kept) in new[]
        {
            ("memory", Budget.Memory, EffectiveBudget.Memory),
            ("flash", Budget.Flash, EffectiveBudget.Flash),
        })
        {
            if (limit > kept)
            {
                yield return (key, $"budget.{key} is {limit?.Bytes} B, and {Target.Mcu} has {kept?.Bytes} B: that is the limit. Look at the unit, or leave the key out.");
            }
        }
    }

    /// <summary>With the epochs of training that a data set of so many windows needs, where they were left out.</summary>
    public ProjectOptions ForWindows(int training, int validation) => this with { Training = Training.ForWindows(training, validation) };
}
