using System.Security.Cryptography;
using System.Text;
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
                [AccuracyName] = Encoding.UTF8.GetBytes(ReportJson.Serialize(ModelAccuracy.Measure(dataset.Dataset, search.Graph, trained.Model, trained.Weights, cancellation))),
            }),
            entry => Describe(Read(entry)),
            cancellation);
        return Read(entry);
    }

    private static AccuracyReport Read(CacheEntry entry) => ReportJson.Deserialize<AccuracyReport>(entry[AccuracyName])!;

    private static string Describe(AccuracyReport report) => FormattableString.Invariant(
        $"{report.Accuracy * 100:0.00} % of {report.Windows} test windows (int8; float {report.Quantization!.FloatAccuracy * 100:0.00} %), macro F1 {report.MacroF1 * 100:0.00} %");
}
