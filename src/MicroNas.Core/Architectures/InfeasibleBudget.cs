using MicroNas.Core.Diagnostics;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;

namespace MicroNas.Core.Architectures;

/// <summary>Says why no architecture keeps a budget, and what the space can reach.</summary>
internal static class InfeasibleBudget
{
    /// <param name="alone">Smallest values, each regardless of the other limits.</param>
    /// <param name="latency">Smallest latency under the other limits; null if these cannot be kept themselves.</param>
    /// <param name="memory">Smallest memory under the other limits.</param>
    /// <param name="flash">Smallest flash under the other limits.</param>
    public static MicroNasException Explain(
        Budget budget, SmallestCosts alone, Milliseconds? latency, ByteSize? memory, ByteSize? flash)
    {
        var diagnostics = new List<Diagnostic>();
        if (budget.Latency is { } latencyLimit && alone.Latency > latencyLimit)
        {
            diagnostics.Add(Unreachable("latency", AsGiven(latencyLimit), Up(alone.Latency), "a faster microcontroller or shorter windows"));
        }

        if (budget.Memory is { } memoryLimit && alone.Memory > memoryLimit)
        {
            diagnostics.Add(Unreachable("memory", $"{memoryLimit.Bytes} B", $"{alone.Memory.Bytes} B", "shorter windows or fewer channels"));
        }

        if (budget.Flash is { } flashLimit && alone.Flash > flashLimit)
        {
            diagnostics.Add(Unreachable("flash", $"{flashLimit.Bytes} B", $"{alone.Flash.Bytes} B", "fewer filters in the search space"));
        }

        if (diagnostics.Count > 0)
        {
            var reachable = $"The search space's smallest values, each alone: latency {Up(alone.Latency)}, memory {alone.Memory.Bytes} B, flash {alone.Flash.Bytes} B.";
            return new MicroNasException([.. diagnostics.Select(diagnostic => diagnostic with { Message = $"{diagnostic.Message} {reachable}" })]);
        }

        string[] relaxed =
        [
            .. Relaxed("latency", budget.Latency is not null && latency is not null, latency is { } time ? Up(time) : ""),
            .. Relaxed("memory", budget.Memory is not null && memory is not null, $"{memory?.Bytes} B"),
            .. Relaxed("flash", budget.Flash is not null && flash is not null, $"{flash?.Bytes} B"),
        ];
        var limits = string.Join(", ", Limits(budget));
        var remedy = relaxed.Length > 0
            ? $"Raise one limit and keep the others: {string.Join(", or ", relaxed)}."
            : "Raise at least two of the limits.";
        return new MicroNasException(Diagnostic.Error(
            DiagnosticCodes.BudgetJointlyUnreachable,
            $"Each limit can be kept alone, but no network of the search space keeps all of them ({limits}). {remedy} "
            + $"Smallest values, each alone: latency {Up(alone.Latency)}, memory {alone.Memory.Bytes} B, flash {alone.Flash.Bytes} B."));
    }

    private static Diagnostic Unreachable(string name, string limit, string reachable, string alternative) => Diagnostic.Error(
        DiagnosticCodes.BudgetUnreachable,
        $"budget.{name} is {limit}, but the smallest {name} that the search space reaches is {reachable}: raise the limit to at least that, or choose {alternative}.") with
    {
        KeyPath = $"budget.{name}",
    };

    private static IEnumerable<string> Relaxed(string name, bool known, string value) =>
        known ? [$"{name} to at least {value}"] : [];

    private static IEnumerable<string> Limits(Budget budget)
    {
        if (budget.Latency is { } latency)
        {
            yield return $"latency {AsGiven(latency)}";
        }

        if (budget.Memory is { } memory)
        {
            yield return $"memory {memory.Bytes} B";
        }

        if (budget.Flash is { } flash)
        {
            yield return $"flash {flash.Bytes} B";
        }
    }

    /// <summary>Not rounded: a limit just below what can be reached would look as if it were above.</summary>
    private static string AsGiven(Milliseconds limit) => FormattableString.Invariant($"{(decimal)limit.Value} ms");

    /// <summary>Rounded up, so that the stated value is one that can be set.</summary>
    private static string Up(Milliseconds value) =>
        FormattableString.Invariant($"{Math.Ceiling(value.Value * 1000) / 1000:0.###} ms");
}
