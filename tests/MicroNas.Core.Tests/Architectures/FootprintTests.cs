using System.Globalization;
using FsCheck.Xunit;
using MicroNas.Core.Architectures;
using MicroNas.Core.Latency;
using MicroNas.Core.Quantization;
using MicroNas.Core.Tests.Latency;
using MicroNas.Core.Tflite;

namespace MicroNas.Core.Tests.Architectures;

public class FootprintTests
{
    [SkippableTheory]
    [MemberData(nameof(SharedModels.Numbers), MemberType = typeof(SharedModels))]
    public void Arena_of_a_model_is_what_the_interpreter_really_used(int number)
    {
        Skip.If(SharedModels.Folder is null, SharedModels.Missing);
        var row = File.ReadLines(Path.Combine(SharedModels.Folder, "README.md"))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Single(cells => cells.Length > 5 && cells[1] == number.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(long.Parse(row[4], CultureInfo.InvariantCulture), TflmArena.Bytes(SharedModels.Read(number)));
    }

    [SkippableTheory]
    [InlineData("stm32f446re")]
    [InlineData("nrf52832")]
    [InlineData("stm32l552ze")]
    public void Scratch_and_tables_of_a_convolution_are_what_was_measured(string microcontroller)
    {
        const int single = 612; // shared/latency: what a model of one convolution takes beside tensors, scratch and tables
        Skip.If(MeasuredLatencies.Folder is null, MeasuredLatencies.Missing);
        var footprint = new TflmFootprint();
        foreach (var (shape, _, arena) in MeasuredLatencies.Read(microcontroller).Where(row => row.Shape.Kind == OperatorKind.Convolution))
        {
            var scratch = footprint.ScratchBytes(shape);
            var tables = footprint.PersistentBytes(shape) - 160 - (scratch > 0 ? 4 : 0);
            Assert.Equal(arena, single + footprint.TensorBytes(shape.Input) + footprint.TensorBytes(shape.Output) + scratch + tables);
        }
    }

    [Property(MaxTest = 100)]
    public void Memory_of_our_tflm_models_is_an_upper_bound_close_to_the_emitted_models(int seed)
    {
        var network = RandomTrainedNetworks.Draw(new Random(seed));
        var model = ModelQuantizer.Quantize(network, "test");
        var footprint = new TflmFootprint();
        var predicted = footprint.FixedMemory + footprint.PlannedBytes(network.Graph)
            + network.Graph.Operators.Sum(node => footprint.PersistentBytes(OperatorShapes.Of(network.Graph, node)));
        Assert.InRange(predicted - TflmArena.Bytes(model)!.Value, 0, 31);
    }

    [Property(MaxTest = 60)]
    public void Flash_for_tflm_is_an_upper_bound_close_to_the_emitted_file(int seed)
    {
        var network = RandomTrainedNetworks.Draw(new Random(seed));
        var file = TfliteWriter.Write(ModelQuantizer.Quantize(network, "a model of the MicroNAS search space")).Length;
        var predicted = Flash(new TflmFootprint(), network.Graph);
        Assert.InRange(predicted, file, (file * 1.01) + 700);
    }

    private static long Flash(IRuntimeFootprint footprint, OperatorGraph graph) =>
        footprint.FixedFlash + graph.Operators.Sum(node => (long)footprint.FlashBytes(OperatorShapes.Of(graph, node)));
}
