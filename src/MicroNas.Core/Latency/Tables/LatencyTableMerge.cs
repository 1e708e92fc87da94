using MicroNas.Core.Diagnostics;
using MicroNas.Core.Latency.Characterization;

namespace MicroNas.Core.Latency.Tables;

/// <summary>Joins tables that were measured with the same firmware on the same board, for example for several search spaces.</summary>
public static class LatencyTableMerge
{
    /// <summary>One table with every measurement: fitted anew, checked on the operators that one of them held out and none fitted.</summary>
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
        MeasuredOperator[] fitted = [.. entries.Values.Where(entry => !entry.HeldOut).Select(entry => entry.Measured)];
        var merged = first.Table with
        {
            Provenance = first.Table.Provenance with { Date = tables.Max(table => table.Table.Provenance.Date)! },
            Coefficients = FittedLatencyModel.Fit(forms, prior, first.Table.InstructionCacheBytes, fitted, entries.Keys),
            Entries = [.. entries.Values],
        };
        return merged with
        {
            Errors = TableErrors.Of(entries.Values.Where(entry => entry.HeldOut && entry.Measured.Units > 0)
                .Select(entry => (merged.Model(entry.Measured.Shape) / entry.Measured.Units) - 1)),
        };
    }

    private static string? Difference(LatencyTableFile left, LatencyTableFile right)
    {
        var (a, b) = (left.Provenance, right.Provenance);
        (string What, string Left, string Right)[] pairs =
        [
            ("microcontroller", a.Microcontroller, b.Microcontroller), ("board", a.Board, b.Board), ("unit", a.Unit, b.Unit),
            ("runtime", a.Runtime.ToString(), b.Runtime.ToString()), ("runtime's sources", a.RuntimeCode, b.RuntimeCode),
            ("compiler", a.Compiler, b.Compiler), ("flags", a.Flags, b.Flags),
        ];
        return pairs.Where(pair => pair.Left != pair.Right).Select(pair => $"the {pair.What} differs ('{pair.Left}' and '{pair.Right}')").FirstOrDefault();
    }

    private static MicroNasException Failure(string message) => new(Diagnostic.Error(DiagnosticCodes.LatencyTablesDiffer, message));
}
