using System.Globalization;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Latency.Characterization;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Latency.Tables;

/// <summary>Joins tables that were measured with the same firmware on the same board, for example for several search spaces.</summary>
public static class LatencyTableMerge
{
    /// <summary>Fewer operators than a characterization holds out say too little of the fit's error.</summary>
    private static readonly int LeastHeldOut = new CharacterizationOptions().HeldOut;

    /// <summary>
    /// One table with every measurement: fitted anew, checked on the operators that one of them held out and none fitted, or in folds where those are too few.
    /// </summary>
    /// <param name="prior">The known profile that the fit leans on.</param>
    /// <exception cref="MicroNasException">MNAS4009: the tables belong to different boards, runtimes or flags, or contradict each other.</exception>
    public static LatencyTableFile Merge(IReadOnlyList<(string Name, LatencyTableFile Table)> tables, LatencyProfile prior)
    {
        var first = tables[0];
        foreach (var (name, table) in tables.Skip(1))
        {
            if (Difference(first.Table, table) is { } difference)
            {
                throw Failure($"'{first.Name}' and '{name}' cannot be merged: {difference}. Measure both with the same firmware on the same board.");
            }
        }

        var entries = new Dictionary<OperatorShape, TableEntry>();
        foreach (var (name, table) in tables)
        {
            foreach (var entry in table.Entries)
            {
                var key = OperatorText.Resolve(entry.Measured.Shape, table.Provenance.Runtime);
                if (entries.TryGetValue(key, out var other) && Math.Abs((other.Measured.Units / entry.Measured.Units) - 1) > TableErrors.Goal)
                {
                    throw Failure(FormattableString.Invariant(
                        $"'{name}' contradicts an earlier table: {OperatorText.Of(key)} took {entry.Measured.Units} and {other.Measured.Units}. Measure it again."));
                }

                entries[key] = new TableEntry(entry.Measured, entry.HeldOut && other is not { HeldOut: false });
            }
        }

        var forms = LatencyModelForms.Of(first.Table.Provenance.Runtime);
        var cache = first.Table.InstructionCacheBytes;
        MeasuredOperator[] fitted = [.. entries.Values.Where(entry => !entry.HeldOut).Select(entry => entry.Measured)];
        var model = FittedLatencyModel.Fit(forms, prior, cache, fitted, entries.Keys);
        return first.Table with
        {
            Provenance = first.Table.Provenance with { Date = tables.Max(table => table.Table.Provenance.Date)! },
            Errors = FitCheck.Of(model, [.. entries.Values], LeastHeldOut, forms, prior, cache, [.. entries.Keys]),
            Coefficients = model,
            Entries = [.. entries.Values],
        };
    }

    private static string? Difference(LatencyTableFile left, LatencyTableFile right)
    {
        var (a, b) = (left.Provenance, right.Provenance);
        (string What, string Left, string Right)[] pairs =
        [
            ("microcontroller", a.Microcontroller, b.Microcontroller), ("board", a.Board, b.Board), ("core", a.Core, b.Core),
            ("clock in Hz", Text(a.ClockHertz), Text(b.ClockHertz)), ("source", a.Source.ToString(), b.Source.ToString()), ("unit", a.Unit, b.Unit),
            ("runtime", a.Runtime.ToString(), b.Runtime.ToString()), ("runtime's version", a.RuntimeVersion, b.RuntimeVersion),
            ("runtime's sources", a.RuntimeCode, b.RuntimeCode), ("compiler", a.Compiler, b.Compiler), ("flags", a.Flags, b.Flags),
            ("dispatch", Text(left.Dispatch), Text(right.Dispatch)),
            ("instruction cache in bytes", Text(left.InstructionCacheBytes), Text(right.InstructionCacheBytes)),
            ("conversion to cycles", Text(left.Conversion), Text(right.Conversion)),
        ];
        return pairs.Where(pair => pair.Left != pair.Right).Select(pair => $"the {pair.What} differs ('{pair.Left}' and '{pair.Right}')").FirstOrDefault()
            ?? (a.RuntimeCode.Length == 0 && a.Runtime == InferenceRuntime.Micronas ? "neither says which sources of the runtime it was measured with ('runtime-code')" : null);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(CycleConversion conversion) => string.Join(
        ", ",
        conversion.CyclesPerUnit.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {Text(pair.Value)}").Append($"±{Text(conversion.RelativeErrorBand)}"));

    private static MicroNasException Failure(string message) => new(Diagnostic.Error(DiagnosticCodes.LatencyTablesDiffer, message));
}
