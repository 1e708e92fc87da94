using System.Security.Cryptography;
using System.Text;
using MicroNas.Core.Architectures;
using MicroNas.Core.Datasets;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Quantization;
using MicroNas.Core.Reporting;
using MicroNas.Core.Verification;

namespace MicroNas.Core.Pipeline.Stages;

/// <summary>Measures the int8 model on the test windows, by the reference interpreter, and what int8 costs against float.</summary>
internal static class VerifyStage
{
    private const string AccuracyName = "accuracy.json";

    public static AccuracyReport Run(
        StageRunner runner, DatasetStage dataset, SearchStageResult search, TrainStageResult trained, CancellationToken cancellation)
    {
        var inputs = new StageInputs()
            .Add("version", StageVersions.Verify)
            .Add("code", StageVersions.Code)
            .Add("dataset.hash", dataset.Summary.Report.Hash)
            .Add("model.hash", trained.Hash)
            .Add("weights.hash", Convert.ToHexStringLower(SHA256.HashData(trained.Weights)));
        var entry = runner.Run(
            StageName.Verify,
            inputs,
            _ => new CacheEntry(new Dictionary<string, byte[]>
            {
                [AccuracyName] = Encoding.UTF8.GetBytes(ReportJson.Serialize(Measure(dataset.Dataset, search.Graph, trained, cancellation))),
            }),
            entry => Describe(Read(entry)),
            cancellation);
        return Read(entry);
    }

    private static AccuracyReport Read(CacheEntry entry) => ReportJson.Deserialize<AccuracyReport>(entry[AccuracyName])!;

    private static string Describe(AccuracyReport report) => FormattableString.Invariant(
        $"{report.Accuracy * 100:0.00} % of {report.Windows} test windows (int8; float {report.Quantization!.FloatAccuracy * 100:0.00} %), macro F1 {report.MacroF1 * 100:0.00} %");

    private static AccuracyReport Measure(
        Dataset dataset, OperatorGraph graph, TrainStageResult trained, CancellationToken cancellation)
    {
        var interpreter = new Int8Interpreter(trained.Model);
        var inputs = WindowQuantizer.QuantizeAll(dataset.Test, dataset.Normalization, trained.InputQuantization);
        var outputs = interpreter.RunAll(inputs, cancellation);
        var predictions = outputs.Chunk(interpreter.OutputElements).Select(output => ClassificationMetrics.IndexOfLargest(output)).ToArray();
        var metrics = ClassificationMetrics.Count(dataset.Test.Labels, predictions, dataset.ClassNames.Count);
        var quantization = new QuantizationAnalysis(graph, TrainedWeights.Read(graph, trained.Weights), trained.Model)
            .Run(dataset.Test, dataset.Normalization, dataset.ClassNames.Count, predictions, cancellation);
        return new AccuracyReport(metrics.Windows, metrics.Accuracy, metrics.MacroF1, metrics.ConfusionMatrix, quantization);
    }
}
