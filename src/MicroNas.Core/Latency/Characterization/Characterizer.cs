using MicroNas.Core.Latency.Tables;

namespace MicroNas.Core.Latency.Characterization;

/// <summary>
/// Designs the operators to measure for a search space, has them measured, fits the model, checks it on operators that the fit does not see, and
/// extends the design while that check fails. The same space and the same measurements give the same table.
/// </summary>
/// <param name="forms">What is fitted.</param>
/// <param name="prior">The nearest known profile.</param>
/// <param name="instructionCacheBytes">Of the core that is measured.</param>
/// <param name="options">How much is measured.</param>
public sealed class Characterizer(
    IReadOnlyList<OperatorModelForm> forms, LatencyProfile prior, int instructionCacheBytes, CharacterizationOptions options)
{
    private const int Seed = 1;

    /// <param name="space">Every operator of the search space, in every way it may be run.</param>
    /// <param name="measure">Units of one operator.</param>
    /// <param name="progress">Operators measured, and how many there will be as far as is known.</param>
    public CharacterizationResult Run(IReadOnlyList<OperatorShape> space, Func<OperatorShape, double> measure, Action<int, int>? progress = null)
    {
        OperatorShape[] candidates = [.. space.Where(shape => forms.For(shape).Features.Count > 0)];
        var measured = new Dictionary<OperatorShape, MeasuredOperator>();
        if (options.Full)
        {
            var all = Measure(candidates, measure, measured, candidates.Length, progress);
            var full = FittedLatencyModel.Fit(forms, prior, instructionCacheBytes, all, candidates);
            TableEntry[] rows = [.. all.Select(row => new TableEntry(row, false))];
            return new CharacterizationResult(full, Check(full, rows, candidates), rows);
        }

        var heldOut = HoldOut(candidates);
        OperatorShape[] eligible = [.. candidates.Except(heldOut)];
        var design = new OperatorDesign(forms, prior, instructionCacheBytes, eligible);
        KeepEnds(design, eligible);
        for (var count = options.Designed; ; count += options.Step)
        {
            design.Extend(count);
            Cover(design, candidates);
            var chosen = design.Chosen;
            var expected = chosen.Count + heldOut.Count;
            var fitted = Measure(chosen, measure, measured, expected, progress);
            var checks = Measure(heldOut, measure, measured, expected, progress);
            var model = FittedLatencyModel.Fit(forms, prior, instructionCacheBytes, fitted, candidates);
            TableEntry[] entries = [.. fitted.Select(row => new TableEntry(row, false)), .. checks.Select(row => new TableEntry(row, true))];
            var errors = Check(model, entries, candidates);
            if (errors.Converged || count + options.Step > options.Most || chosen.Count == eligible.Length)
            {
                return new CharacterizationResult(model, errors, entries);
            }
        }
    }

    private static List<MeasuredOperator> Measure(
        IReadOnlyList<OperatorShape> shapes, Func<OperatorShape, double> measure, Dictionary<OperatorShape, MeasuredOperator> measured, int expected,
        Action<int, int>? progress)
    {
        var rows = new List<MeasuredOperator>();
        foreach (var shape in shapes)
        {
            if (!measured.TryGetValue(shape, out var row))
            {
                row = new MeasuredOperator(shape, measure(shape));
                measured.Add(shape, row);
                progress?.Invoke(measured.Count, Math.Max(expected, measured.Count));
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Drawn before anything is measured, from every form in turn that has operators to spare.</summary>
    private List<OperatorShape> HoldOut(OperatorShape[] candidates)
    {
        const int LeastOfAForm = 6;
        var shuffled = candidates.ToArray();
        new Random(Seed).Shuffle(shuffled);
        OperatorShape[][] groups = [.. shuffled.GroupBy(forms.For).Where(group => group.Count() >= LeastOfAForm)
            .OrderBy(group => forms.IndexOf(group.Key)).Select(group => group.ToArray())];
        var chosen = new List<OperatorShape>();
        for (var round = 0; chosen.Count < options.HeldOut && groups.Any(group => round < group.Length / LeastOfAForm); round++)
        {
            chosen.AddRange(groups.Where(group => round < group.Length / LeastOfAForm).Select(group => group[round]).Take(options.HeldOut - chosen.Count));
        }

        return chosen;
    }

    /// <summary>The smallest and the largest operator of each form: between them lies what is asked for.</summary>
    private void KeepEnds(OperatorDesign design, OperatorShape[] eligible)
    {
        foreach (var group in eligible.GroupBy(forms.For))
        {
            OperatorShape[] shapes = [.. group];
            var known = new OperatorModelPrior(group.Key, prior, instructionCacheBytes, shapes);
            OperatorShape[] ordered = [.. shapes.OrderBy(known.Predict)];
            design.Keep(ordered[0]);
            design.Keep(ordered[^1]);
        }
    }

    /// <summary>No operator of the space may lie outside what the table covers.</summary>
    private void Cover(OperatorDesign design, OperatorShape[] candidates)
    {
        while (true)
        {
            var coverage = new TableCoverage(forms, design.Chosen);
            var outside = candidates.Except(design.Chosen).Where(shape => !coverage.Holds(shape)).Intersect(design.Candidates).ToList();
            if (outside.Count == 0)
            {
                return;
            }

            design.Keep(outside[^1]);
        }
    }

    private TableErrors Check(IReadOnlyList<OperatorCoefficients> model, TableEntry[] entries, OperatorShape[] candidates) =>
        FitCheck.Of(model, entries, options.HeldOut, forms, prior, instructionCacheBytes, candidates);
}
