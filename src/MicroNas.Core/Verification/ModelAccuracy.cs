using MicroNas.Core.Architectures;
using MicroNas.Core.Datasets;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Quantization;
using MicroNas.Core.Reporting;

namespace MicroNas.Core.Verification;

/// <summary>Tests an int8 model by the reference interpreter, and measures what int8 costs against float.</summary>
public static class ModelAccuracy
{
    /// <param name="dataset">Its test windows are classified.</param>
    /// <param name="graph">The network that the model was made from.</param>
    /// <param name="weights">The float weights that it was made from, as <see cref="TrainedWeights.Write"/> writes them.</param>
    public static AccuracyReport Measure(
        Dataset dataset, OperatorGraph graph, QuantizedModel model, byte[] weights, CancellationToken cancellation)
    {
        var interpreter = new Int8Interpreter(model);
        var inputs = WindowQuantizer.QuantizeAll(dataset.Test, dataset.Normalization, model.Tensors[model.Input].Quantization!);
        var outputs = interpreter.RunAll(inputs, cancellation);
        var predictions = outputs.Chunk(interpreter.OutputElements).Select(output => ClassificationMetrics.IndexOfLargest(output)).ToArray();
        var metrics = ClassificationMetrics.Count(dataset.Test.Labels, predictions, dataset.ClassNames.Count);
        var quantization = new QuantizationAnalysis(graph, TrainedWeights.Read(graph, weights), model)
            .Run(dataset.Test, dataset.Normalization, dataset.ClassNames.Count, predictions, cancellation);
        return new AccuracyReport(metrics.Windows, metrics.Accuracy, metrics.MacroF1, metrics.ConfusionMatrix, quantization);
    }
}
