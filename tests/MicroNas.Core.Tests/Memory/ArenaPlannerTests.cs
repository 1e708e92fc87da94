using FsCheck.Xunit;
using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Kernels;
using MicroNas.Core.Memory;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Tests.Memory;

public sealed class ArenaPlannerTests
{
    [Property(MaxTest = 300)]
    public void Live_blocks_never_share_a_byte_and_the_plan_never_beats_the_lower_bound(int seed)
    {
        var random = new Random(seed);
        var buffers = RandomBuffers(random, random.Next(0, 40), steps: 30, largest: 5000);

        var plan = ArenaPlanner.Plan(buffers);

        Assert.InRange(plan.Size, plan.LowerBound, int.MaxValue);
        Assert.Equal(BusiestStep(buffers), plan.LowerBound);
        for (var i = 0; i < buffers.Count; i++)
        {
            Assert.Equal(0, plan.Offsets[i] % ArenaPlanner.Alignment);
            Assert.InRange(plan.Offsets[i] + buffers[i].Size, 0, plan.Size);
            for (var j = 0; j < i; j++)
            {
                if (LiveTogether(buffers[i], buffers[j]))
                {
                    Assert.True(
                        plan.Offsets[i] + buffers[i].Size <= plan.Offsets[j] || plan.Offsets[j] + buffers[j].Size <= plan.Offsets[i],
                        $"blocks {i} and {j} overlap");
                }
            }
        }
    }

    [Property(MaxTest = 60)]
    public void Small_plans_are_optimal(int seed)
    {
        var random = new Random(seed);
        var buffers = RandomBuffers(random, random.Next(1, 6), steps: 5, largest: 5 * ArenaPlanner.Alignment);

        Assert.Equal(OptimumByEnumeratingOffsets(buffers), ArenaPlanner.Plan(buffers).Size);
    }

    [Fact]
    public void Addition_overwrites_an_input_that_dies()
    {
        // 0 -> a, 0 -> b, sum = a + b: the sum needs no third place.
        ArenaStep[] steps = [new([0], 1, ArenaSharing.None), new([0], 2, ArenaSharing.None), new([1, 2], 3, ArenaSharing.InPlace)];

        var plan = ArenaPlanner.Plan([64, 160, 160, 160], steps, input: 0, output: 3);

        Assert.Equal(64 + 160 + 160, plan.Size);
        Assert.Contains(plan.Offsets[3], new[] { plan.Offsets[1], plan.Offsets[2] });
    }

    [Fact]
    public void Addition_keeps_an_input_that_is_read_later()
    {
        ArenaStep[] steps =
        [
            new([0], 1, ArenaSharing.None), new([1, 1], 2, ArenaSharing.InPlace), new([1, 2], 3, ArenaSharing.InPlace),
        ];

        var plan = ArenaPlanner.Plan([16, 160, 160, 160], steps, input: 0, output: 3);

        Assert.NotEqual(plan.Offsets[1], plan.Offsets[2]);
    }

    [Fact]
    public void An_alias_keeps_its_source_alive()
    {
        // Tensor 2 is tensor 1 under another shape; while 2 is still read, 3 must not be laid over it.
        ArenaStep[] steps =
        [
            new([0], 1, ArenaSharing.None), new([1], 2, ArenaSharing.Alias), new([0], 3, ArenaSharing.None), new([2, 3], 4, ArenaSharing.None),
        ];

        var plan = ArenaPlanner.Plan([16, 48, 48, 48, 16], steps, input: 0, output: 4);

        Assert.Equal(plan.Offsets[1], plan.Offsets[2]);
        Assert.True(Math.Abs(plan.Offsets[2] - plan.Offsets[3]) >= 48);
    }

    [Fact]
    public void Scratch_lies_beside_what_its_step_reads_and_writes()
    {
        ArenaStep[] steps = [new([0], 1, ArenaSharing.None, ScratchSize: 100), new([1], 2, ArenaSharing.None)];

        var plan = ArenaPlanner.Plan([32, 32, 112], steps, input: 0, output: 2);

        Assert.Equal(32 + 32 + 112, plan.Size);
        Assert.Equal(-1, plan.ScratchOffsets[1]);
        Assert.InRange(plan.ScratchOffsets[0], 0, plan.Size - 100);
    }

    [Theory]
    [InlineData(128, 9, 6)]
    [InlineData(64, 30, 10)]
    [InlineData(128, 6, 6)]
    public void A_graph_and_the_model_made_of_it_need_the_same_arena(int time, int sensors, int classes)
    {
        var space = SearchSpace.Create(time, sensors, classes, new SearchSpaceOptions());
        var random = new Random(5);
        for (var i = 0; i < 100; i++)
        {
            var graph = ArchitectureLowering.Lower(space, RandomArchitectures.Draw(space, random));

            var ofGraph = ArenaPlanner.PlanGraph(graph);
            var ofModel = KernelScheduler.Schedule(SkeletonModel(graph)).Arena;

            Assert.Equal(ofGraph.Size, ofModel.Size);
            Assert.InRange(ofGraph.Size, ofGraph.LowerBound, (int)(1.05 * ofGraph.LowerBound));
        }
    }

    [Fact]
    public void A_step_that_reads_what_nothing_wrote_is_refused() =>
        Assert.Throws<ArgumentException>(() => ArenaPlanner.Plan([16, 16, 16], [new([1], 2, ArenaSharing.None)], 0, 2));

    /// <summary>The model that emission would make of a graph, as far as the planner looks: shapes and operators.</summary>
    private static QuantizedModel SkeletonModel(OperatorGraph graph)
    {
        var tensors = graph.Tensors
            .Select((shape, i) => new QuantizedTensor($"t{i}", [1, shape.Time, shape.Sensors, shape.Channels], ElementType.Int8, QuantizationParameters.PerTensor(1, -128), null))
            .ToList();
        var shapeConstant = tensors.Count;
        tensors.Add(new QuantizedTensor("shape", [2], ElementType.Int32, null, new byte[8]));
        QuantizedOperator[] operators = [.. graph.Operators.Select<GraphOperator, QuantizedOperator>(node => node switch
        {
            ConvolutionOperator convolution => new Convolution2D(
                [node.Inputs[0], Weights(graph, convolution, tensors), -1], node.Output, convolution.StrideTime, convolution.StrideSensors,
                Padding.Same, FusedActivation.Relu),
            AddOperator => new Add(node.Inputs, node.Output, FusedActivation.None),
            GlobalAveragePoolOperator => new AveragePool2D(node.Inputs, node.Output, 1, 1, 1, 1, Padding.Valid, FusedActivation.None),
            ReshapeOperator => new Reshape([node.Inputs[0], shapeConstant], node.Output),
            _ => new Softmax(node.Inputs, node.Output, 1),
        })];
        return new QuantizedModel("", tensors, operators, 0, graph.Operators[^1].Output);
    }

    /// <summary>Adds the convolution's weights; returns their index.</summary>
    private static int Weights(OperatorGraph graph, ConvolutionOperator convolution, List<QuantizedTensor> tensors)
    {
        EquatableArray<int> shape =
        [
            graph.Tensors[convolution.Output].Channels, convolution.KernelTime, convolution.KernelSensors, graph.Tensors[convolution.Inputs[0]].Channels,
        ];
        tensors.Add(new QuantizedTensor("weights", shape, ElementType.Int8, QuantizationParameters.PerTensor(1 / 16f, 0), new byte[shape.Aggregate(1, (product, size) => product * size)]));
        return tensors.Count - 1;
    }

    private static List<ArenaBuffer> RandomBuffers(Random random, int count, int steps, int largest) =>
        [.. Enumerable.Range(0, count).Select(_ =>
        {
            var first = random.Next(-1, steps);
            return new ArenaBuffer(random.Next(0, largest + 1), first, Math.Min(steps, first + random.Next(0, steps / 2)));
        })];

    private static bool LiveTogether(ArenaBuffer left, ArenaBuffer right) =>
        Enumerable.Range(-1, 40).Any(step => left.FirstUse <= step && step <= left.LastUse && right.FirstUse <= step && step <= right.LastUse);

    private static int RoundUp(int size) => (size + 15) & ~15;

    private static int BusiestStep(List<ArenaBuffer> buffers) => Enumerable.Range(-1, 40)
        .Max(step => buffers.Where(buffer => buffer.FirstUse <= step && step <= buffer.LastUse).Sum(buffer => RoundUp(buffer.Size)));

    /// <summary>The smallest arena, by trying every combination of aligned offsets: slow, and nothing like the planner.</summary>
    private static int OptimumByEnumeratingOffsets(List<ArenaBuffer> buffers)
    {
        for (var size = BusiestStep(buffers); ; size += ArenaPlanner.Alignment)
        {
            if (Fits(buffers, [], size))
            {
                return size;
            }
        }
    }

    private static bool Fits(List<ArenaBuffer> buffers, List<int> offsets, int size)
    {
        var next = offsets.Count;
        if (next == buffers.Count)
        {
            return true;
        }

        for (var offset = 0; offset + RoundUp(buffers[next].Size) <= size; offset += ArenaPlanner.Alignment)
        {
            var clash = Enumerable.Range(0, next).Any(i => LiveTogether(buffers[i], buffers[next])
                && offset < offsets[i] + RoundUp(buffers[i].Size) && offsets[i] < offset + RoundUp(buffers[next].Size));
            if (!clash)
            {
                offsets.Add(offset);
                if (Fits(buffers, offsets, size))
                {
                    return true;
                }

                offsets.RemoveAt(next);
            }
        }

        return false;
    }
}
