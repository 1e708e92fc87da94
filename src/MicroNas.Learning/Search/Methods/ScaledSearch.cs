using MicroNas.Core;
using MicroNas.Core.Architectures;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;

namespace MicroNas.Learning.Search.Methods;

/// <summary>
/// What a user would try first: the largest architecture (every kernel and skip path), all of its widths scaled by one factor
/// until it keeps the budget. Nothing is learnt.
/// </summary>
internal sealed class ScaledSearch : ISearchMethod
{
    /// <exception cref="MicroNasException">MNAS2003: not even the narrowest one keeps the budget.</exception>
    public SearchResult Run(SearchRequest request, LearningRun run)
    {
        var space = request.Costs.Space;
        var scaled = Factors(space).Select(factor => Scale(space, factor)).ToList();
        return scaled.Find(architecture => request.Costs.Evaluate(architecture).Keeps(request.Budget)) is { } found
            ? SearchResult.Unjudged(request, found, [])
            : throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.BudgetBelowScaled,
                $"The largest architecture of the space does not keep the budget at any width; the narrowest, {scaled[^1]}, costs {Describe(request.Costs.Evaluate(scaled[^1]))}. "
                + "Raise the limits, or choose another search.method."));
    }

    /// <summary>Every factor at which some width changes, from 1 down.</summary>
    private static IEnumerable<double> Factors(SearchSpace space) => space.Cells
        .SelectMany(cell => Shares(cell.OutputFilterOptions).Concat(cell is SensorFusionCell fusion ? Shares(fusion.FusionFilterOptions) : []))
        .Distinct()
        .OrderDescending();

    private static IEnumerable<double> Shares(EquatableArray<int> options) => options.Select(option => Share(option, options));

    /// <summary>Of equal shares the same number, whatever the options: rounded once, never multiplied back.</summary>
    private static double Share(int option, EquatableArray<int> options) => (double)option / options[^1];

    private static Architecture Scale(SearchSpace space, double factor) => new([.. space.Cells.Select(cell => cell switch
    {
        TimeReduceCell timeReduce => (CellChoice)new TimeReduceChoice(
            timeReduce.KernelLengths[^1], Widest(timeReduce.OutputFilterOptions, factor)),
        SensorFusionCell fusion => new SensorFusionChoice(
            false, fusion.KernelLengths, true, Widest(fusion.FusionFilterOptions, factor), Widest(fusion.OutputFilterOptions, factor)),
        _ => throw new ArgumentException($"Cell {cell.Index} is a {cell.GetType().Name}, which cannot be scaled.", nameof(space)),
    })]);

    /// <summary>The most filters up to the factor's share; the fewest where none are.</summary>
    private static int Widest(EquatableArray<int> options, double factor) =>
        options.Last(option => Share(option, options) <= factor || option == options[0]);

    private static string Describe(ArchitectureCost cost) => $"{cost.LatencyUpper}, {cost.Memory} RAM, {cost.Flash} flash";
}
