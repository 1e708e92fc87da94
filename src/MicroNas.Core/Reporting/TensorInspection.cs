using MicroNas.Core.Quantization;

namespace MicroNas.Core.Reporting;

/// <summary>One tensor in an inspection; scale and zero point are null where it has several or none.</summary>
public sealed record TensorInspection(string Name, IReadOnlyList<int> Shape, string Type, float? Scale, int? ZeroPoint)
{
    public static TensorInspection Of(QuantizedTensor tensor)
    {
        var single = tensor.Quantization is { Scales.Count: 1 } quantization ? quantization : null;
        return new TensorInspection(
            tensor.Name, [.. tensor.Shape], tensor.Type.ToString().ToLowerInvariant(), single?.Scale, single?.ZeroPoint);
    }
}
