using MicroNas.Core.Diagnostics;
using MicroNas.Core.Reporting;

namespace MicroNas.Core.Verification;

/// <summary>Classes that are tested but never predicted: a high accuracy hides them where they are rare.</summary>
internal static class UnpredictedClasses
{
    /// <summary>All of fewer windows can be missed by chance.</summary>
    private const int FewestWindows = 5;

    /// <summary>Null where the model predicts every class that is tested.</summary>
    /// <param name="report">Of the int8 model.</param>
    /// <param name="classNames">By class index.</param>
    /// <param name="location">Of the training's options.</param>
    public static Diagnostic? Warning(AccuracyReport report, IReadOnlyList<string> classNames, SourceLocation location)
    {
        var matrix = report.ConfusionMatrix;
        var missed = Enumerable.Range(0, matrix.Length)
            .Where(label => matrix[label].Sum() >= FewestWindows && matrix.Sum(row => row[label]) == 0)
            .Select(label => FormattableString.Invariant($"'{classNames[label]}' ({matrix[label].Sum()} test windows)"))
            .ToList();
        return missed.Count == 0 ? null : Diagnostic.Warning(
            DiagnosticCodes.ClassNeverPredicted,
            $"The model never predicts {string.Join(", ", missed)}. Record more windows of that kind, or let rare classes count more ('training.classWeights: balanced'); "
            + "where the other classes are learnt well, try another 'training.seed'.",
            location);
    }
}
