using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tests.Support;

/// <summary>Compares models by content.</summary>
public static class ModelAssert
{
    public static void Same(QuantizedModel expected, QuantizedModel actual)
    {
        Assert.Equal((expected.Description, expected.Input, expected.Output), (actual.Description, actual.Input, actual.Output));
        Assert.Equal(expected.Operators, actual.Operators);
        Assert.Equal(expected.Tensors.Count, actual.Tensors.Count);
        foreach (var (left, right) in expected.Tensors.Zip(actual.Tensors))
        {
            Assert.Equal(left with { Data = null }, right with { Data = null });
            Assert.Equal(left.IsConstant, right.IsConstant);
            Assert.True((left.Data ?? default).Span.SequenceEqual((right.Data ?? default).Span), $"The data of {left.Name} differ.");
        }
    }
}
