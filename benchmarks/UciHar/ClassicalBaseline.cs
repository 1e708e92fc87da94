using System.Diagnostics;
using MicroNas.Core.Datasets;
using MicroNas.Core.Verification;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MicroNas.Benchmarks.UciHar;

/// <summary>
/// What a user would try first: multinomial logistic regression on statistics of the windows, in float on the host. Fitted, as
/// the product's own models are, on training and validation windows together.
/// </summary>
internal static class ClassicalBaseline
{
    public static (ClassificationMetrics Metrics, TimeSpan Elapsed) Measure(Dataset dataset)
    {
        var watch = Stopwatch.StartNew();
        var training = Rows(dataset.Training.Concatenate(dataset.Validation));
        var test = Rows(dataset.Test);
        var context = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, training[0].Features.Length);
        var model = context.Transforms.NormalizeMeanVariance(nameof(Row.Features), fixZero: false)
            .Append(context.Transforms.Conversion.MapValueToKey(nameof(Row.Label)))
            .Append(context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(nameof(Row.Label), nameof(Row.Features)))
            .Append(context.Transforms.Conversion.MapKeyToValue(nameof(Prediction.PredictedLabel)))
            .Fit(context.Data.LoadFromEnumerable(training, schema));
        var predictions = context.Data.CreateEnumerable<Prediction>(
            model.Transform(context.Data.LoadFromEnumerable(test, schema)), reuseRowObject: false);
        var metrics = ClassificationMetrics.Count(
            dataset.Test.Labels, [.. predictions.Select(prediction => (int)prediction.PredictedLabel)], dataset.ClassNames.Count);
        return (metrics, watch.Elapsed);
    }

    private static Row[] Rows(WindowSet windows) =>
    [
        .. Enumerable.Range(0, windows.Count).AsParallel().AsOrdered()
            .Select(index => new Row { Features = WindowStatistics.Of(windows, index), Label = (uint)windows.Labels[index] }),
    ];

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public uint Label { get; set; }
    }

    private sealed class Prediction
    {
        public uint PredictedLabel { get; set; }
    }
}
