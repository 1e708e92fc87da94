namespace MicroNas.Core.Tflite;

/// <summary>What a .tflite file says beside the model itself.</summary>
public sealed record TfliteWriterOptions
{
    public static TfliteWriterOptions Default { get; } = new();

    /// <summary>Metadata <c>min_runtime_version</c>: the TensorFlow Lite that first had the versions of the operators of the product's own networks.</summary>
    /// <value>1.14.0</value>
    public string MinimumRuntimeVersion { get; init; } = "1.14.0";

    /// <summary>Key of the signature by which hosts call the model.</summary>
    /// <value>serving_default</value>
    public string SignatureKey { get; init; } = "serving_default";

    /// <summary>The input's name in the signature.</summary>
    /// <value>window</value>
    public string SignatureInput { get; init; } = "window";

    /// <summary>The output's name in the signature.</summary>
    /// <value>probabilities</value>
    public string SignatureOutput { get; init; } = "probabilities";
}
