using MicroNas.Core.Diagnostics;
using MicroNas.Core.Reporting;
using MicroNas.Core.Verification;

namespace MicroNas.Core.Tests.Verification;

public sealed class UnpredictedClassesTests
{
    private static readonly SourceLocation Place = new("micronas.yaml", 3, 5);
    private static readonly string[] Names = ["lying", "sitting", "standing"];

    [Fact]
    public void Every_class_that_is_tested_and_never_predicted_is_named_with_its_windows()
    {
        var warning = Warning([[9, 0, 0], [6, 0, 0], [5, 0, 0]])!;

        Assert.Equal((DiagnosticCodes.ClassNeverPredicted, DiagnosticSeverity.Warning, Place), (warning.Code, warning.Severity, warning.Location!.Value));
        Assert.Contains("never predicts 'sitting' (6 test windows), 'standing' (5 test windows).", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_of_few_test_windows_or_with_a_wrong_prediction_is_none_of_them()
    {
        Assert.Null(Warning([[9, 0, 0], [0, 7, 0], [4, 0, 0]]));
        Assert.Null(Warning([[9, 1, 0], [7, 0, 0], [0, 0, 5]]));
    }

    private static Diagnostic? Warning(int[][] matrix) =>
        UnpredictedClasses.Warning(new AccuracyReport(matrix.Sum(row => row.Sum()), 0, 0, matrix), Names, Place);
}
