using MicroNas.Core;
using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Kernels;
using MicroNas.Core.Latency;

namespace MicroNas.Boards.Bench;

/// <summary>Which operators are measured: every operator that random architectures of typical search spaces hold, thinned to a number.</summary>
public static class BenchDesign
{
    /// <summary>Windows (time x sensors, classes) of the public data sets and of the embedded one.</summary>
    private static readonly (int Time, int Sensors, int Classes)[] Windows = [(128, 9, 6), (64, 30, 10), (128, 6, 6)];

    /// <summary>Distinct shapes, the same for the same seed: pools, softmaxes and first layers whole, the rest a random choice.</summary>
    public static IReadOnlyList<OperatorShape> Draw(int count, int seed)
    {
        var random = new Random(seed);
        var shapes = new HashSet<OperatorShape>();
        foreach (var (time, sensors, classes) in Windows)
        {
            var space = SearchSpace.Create(time, sensors, classes, new SearchSpaceOptions());
            for (var i = 0; i < 60; i++)
            {
                var graph = ArchitectureLowering.Lower(space, RandomArchitecture(space, random));
                shapes.UnionWith(graph.Operators.Select(node => OperatorShapes.Of(graph, node)).Where(shape => shape.Kind != OperatorKind.Reshape));
            }
        }

        // Heads differ between data sets in classes and map; other sizes keep their features from falling together.
        foreach (var classes in (int[])[2, 3, 4, 5, 8, 12, 17, 18])
        {
            var (map, vector) = (new TensorShape(8 + classes, 1 + (classes % 5), classes), new TensorShape(1, 1, classes));
            shapes.Add(new OperatorShape(OperatorKind.GlobalAveragePool, map, vector));
            shapes.Add(new OperatorShape(OperatorKind.Softmax, vector, vector));
            shapes.Add(new OperatorShape(OperatorKind.Convolution, new TensorShape(16, 5, 24), new TensorShape(16, 5, classes)));
        }

        foreach (var (time, sensors) in ((int, int)[])[(4, 5), (7, 3), (12, 8), (16, 1), (16, 15)])
        {
            foreach (var classes in (int[])[2, 3, 6, 9, 16])
            {
                var (map, vector) = (new TensorShape(time, sensors, classes), new TensorShape(1, 1, classes));
                shapes.Add(new OperatorShape(OperatorKind.GlobalAveragePool, map, vector));
            }
        }

        // Channels that 4 does not divide lie outside the paper's space; the general kernel serves them.
        foreach (var channels in (int[])[2, 3, 5, 6, 10, 13])
        {
            foreach (var (kernelTime, kernelSensors, stride) in ((int, int, int)[])[(1, 1, 1), (3, 1, 1), (1, 5, 1), (3, 3, 2), (5, 1, 2)])
            {
                var input = new TensorShape(10 + channels, 7, channels);
                var output = new TensorShape((input.Time + stride - 1) / stride, input.Sensors, 4 + (channels * 2 % 11));
                shapes.Add(new OperatorShape(OperatorKind.Convolution, input, output, kernelTime, kernelSensors, stride, 1));
            }
        }

        // One output channel has no pair: the plain kernel serves it.
        foreach (var channels in (int[])[2, 4, 6, 8, 12, 16])
        {
            foreach (var (kernelTime, kernelSensors) in ((int, int)[])[(1, 1), (3, 1), (3, 3), (1, 4)])
            {
                var input = new TensorShape(6 + channels, 7, channels);
                shapes.Add(new OperatorShape(OperatorKind.Convolution, input, input with { Channels = 1 }, kernelTime, kernelSensors));
            }
        }

        OperatorShape[] always = [.. shapes.Where(shape => shape.Kind != OperatorKind.Convolution || shape.Input.Channels % 4 != 0)];
        OperatorShape[] rest = [.. shapes.Except(always)];
        random.Shuffle(rest);
        return [.. always.Concat(rest.Take(Math.Max(0, count - always.Length))).Select(shape => InAnyWay(shape, random))];
    }

    /// <summary>The emitter takes other ways than the search counts on: without them, loops that go together could not be told apart.</summary>
    private static OperatorShape InAnyWay(OperatorShape shape, Random random)
    {
        if (shape.Kind != OperatorKind.Convolution)
        {
            return shape;
        }

        var ways = ConvolutionPlanner.Candidates(ConvolutionShape.Of(shape));
        return shape with { Way = ways[random.Next(ways.Count)] };
    }

    private static Architecture RandomArchitecture(SearchSpace space, Random random)
    {
        int Any(EquatableArray<int> options) => options[random.Next(options.Count)];
        CellChoice Choose(SearchCell cell)
        {
            if (cell is TimeReduceCell timeReduce)
            {
                return new TimeReduceChoice(Any(timeReduce.KernelLengths), Any(timeReduce.OutputFilterOptions));
            }

            var fusion = (SensorFusionCell)cell;
            EquatableArray<int> kernels = [.. fusion.KernelLengths.Where(_ => random.Next(2) == 1)];
            return new SensorFusionChoice(
                false, kernels, kernels.Count == 0 || random.Next(2) == 1,
                kernels.Count == 0 ? 0 : Any(fusion.FusionFilterOptions), Any(fusion.OutputFilterOptions));
        }

        return new Architecture([.. space.Cells.Select(Choose)]);
    }
}
