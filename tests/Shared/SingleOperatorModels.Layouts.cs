using MicroNas.Core;
using MicroNas.Core.Quantization;

namespace MicroNas.Tests.Shared;

/// <summary>Operators that move values without computing any.</summary>
public static partial class SingleOperatorModels
{
    /// <summary>The model's one input, its maxima and its padded form, some of them twice, are joined along any axis.</summary>
    public static QuantizedModel Concatenation(Random random)
    {
        EquatableArray<int> shape = [1, random.Next(1, 9), random.Next(1, 9), random.Next(1, 9)];
        var parameters = Parameters(random);
        var axis = random.Next(4);
        int[] paddings = new int[8];
        (paddings[2 * axis], paddings[(2 * axis) + 1]) = (random.Next(3), random.Next(3));
        var padded = shape.ToArray();
        padded[axis] += paddings[2 * axis] + paddings[(2 * axis) + 1];
        int[] joined = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(3))];
        var sum = shape.ToArray();
        sum[axis] = joined.Sum(tensor => tensor == 2 ? padded[axis] : shape[axis]);
        return new(
            "concatenation",
            [
                Activation("input", shape, parameters),
                Activation("maxima", shape, parameters),
                Activation("padded", [.. padded], parameters),
                Integers("paddings", [4, 2], paddings),
                Activation("joined", [.. sum], parameters),
            ],
            [
                new MaxPool2D([0], 1, 2, 2, 1, 1, Padding.Same, FusedActivation.None),
                new Pad([0, 3], 2),
                new Concatenation([.. joined], 4, axis),
            ],
            0,
            4);
    }

    /// <summary>Two to four dimensions, each padded by 0 to 3 values on both sides.</summary>
    public static QuantizedModel Pad(Random random)
    {
        var shape = Shape(random);
        int[] paddings = [.. Enumerable.Range(0, 2 * shape.Count).Select(_ => random.Next(3) == 0 ? 0 : random.Next(4))];
        var parameters = Parameters(random);
        return new(
            "pad",
            [
                Activation("input", shape, parameters),
                Integers("paddings", [shape.Count, 2], paddings),
                Activation("output", [.. shape.Select((size, axis) => size + paddings[2 * axis] + paddings[(2 * axis) + 1])], parameters),
            ],
            [new Pad([0, 1], 2)],
            0,
            2);
    }

    /// <summary>A map becomes a row.</summary>
    public static QuantizedModel Reshape(Random random)
    {
        var shape = Shape(random);
        var parameters = Parameters(random);
        var elements = shape.Aggregate(1, (product, size) => product * size);
        return new(
            "reshape",
            [Activation("input", shape, parameters), Activation("output", [1, elements], parameters)],
            [new Reshape([0], 1)],
            0,
            1);
    }
}
