using MicroNas.Core.Diagnostics;
using MicroNas.Core.Reporting;

namespace MicroNas.Core.Verification;

/// <summary>Classes of which there are test windows, but that the model names for none: a high accuracy hides them where they are rare.</summary>
internal static class UnpredictedClasses
{
    /// <summary>Null where the model names every class that is tested.</summary>
    /// <param name="report">Of the int8 model.</param>
    /// <param name="classNames">By class index.</param>
    /// <param name="location">Of the training's options.</param>
    public static Diagnostic? Warning(AccuracyReport report, IReadOnlyList<string> classNames, SourceLocation location)
    {
        var matrix = report.ConfusionMatrix;
        var missed = Enumerable.Range(0, matrix.Length)
            .Where(label => matrix[label].Sum() > 0 && matrix.Sum(row => row[label]) == 0)
            .Select(label => FormattableString.Invariant($"'{classNames[label]}' (true of {matrix[label].Sum()})"))
            .ToList();
        return missed.Count == 0 ? null : Diagnostic.Warning(
            DiagnosticCodes.ClassNeverPredicted,
            FormattableString.Invariant($"The model answers {string.Join(", ", missed)} for none of {report.Windows} test windows. ")
            + "Give it more training windows of that kind or set 'training.classWeights: balanced'; where the other classes are learnt well, another 'training.seed' begins with other weights.",
            location);
    }
}
