using MicroNas.Boards.Toolchain;
using MicroNas.Core.Quantization;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

/// <summary>The generated C gives the bytes of the judges: the C# interpreter, and TensorFlow Lite Micro where it has spoken.</summary>
public sealed class GeneratedCodeTests
{
    private const string FastestHost = "-O3";

    [SkippableFact]
    public async Task On_the_host_the_ten_models_give_the_bytes_of_Tensorflow_Lite_Micro()
    {
        Skip.If(SharedModels.Folder is null, SharedModels.Missing);
        await SelfTestProgram.VerifyAsync(FirmwareTarget.Host, [.. Enumerable.Range(0, 10).Select(i => Golden(2 * i, windows: 16))], FastestHost);
    }

    [SkippableTheory]
    [InlineData("cortex-m4", 8)]
    [InlineData("cortex-m3", 16)]
    [InlineData("cortex-m55", 4)]
    public async Task In_the_emulator_a_model_gives_the_bytes_of_Tensorflow_Lite_Micro(string core, int number)
    {
        Skip.If(SharedModels.Folder is null, SharedModels.Missing);
        var target = FirmwareTarget.All.Single(candidate => candidate.Name == core);
        await SelfTestProgram.VerifyAsync(target, [Golden(number, windows: 2)]);
    }

    [Theory]
    [InlineData("host", 16)]
    [InlineData("cortex-m4", 12)]
    [InlineData("cortex-m3", 4)]
    [InlineData("cortex-m7", 4)]
    [InlineData("cortex-m33", 4)]
    [InlineData("cortex-m55", 8)]
    public async Task Random_networks_give_the_interpreters_bytes(string core, int count)
    {
        var random = new Random(count);
        var target = FirmwareTarget.All.Single(candidate => candidate.Name == core);
        TestModel[] models = [.. Enumerable.Range(0, count).Select(i =>
            TestModel.Interpreted($"network{i}", ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(random), "random"), windows: 3, random))];

        await SelfTestProgram.VerifyAsync(target, models, target.IsHost ? SelfTestProgram.Sanitizers : []);
    }

    [Theory]
    [InlineData("host")]
    [InlineData("cortex-m4")]
    [InlineData("cortex-m55")]
    public async Task Single_operators_of_any_shape_give_the_interpreters_bytes(string core)
    {
        var random = new Random(11);
        var target = FirmwareTarget.All.Single(candidate => candidate.Name == core);
        Func<Random, QuantizedModel>[] kinds =
        [
            SingleOperatorModels.Convolution, SingleOperatorModels.Add, SingleOperatorModels.AveragePool,
            SingleOperatorModels.Softmax, SingleOperatorModels.Mean,
        ];
        TestModel[] models = [.. Enumerable.Range(0, 40).Select(i =>
            TestModel.Interpreted($"single{i}", kinds[i % kinds.Length](random), windows: 4, random))];

        await SelfTestProgram.VerifyAsync(target, models, target.IsHost ? SelfTestProgram.Sanitizers : []);
    }

    private static TestModel Golden(int number, int windows)
    {
        var model = SharedModels.Read(number);
        var (inputs, outputs) = (SharedModels.Windows().Chunk(64 * 30), SharedModels.Golden(number).Chunk(10));
        return new TestModel($"skoda{number}", model, [.. inputs.Take(windows)], [.. outputs.Take(windows)]);
    }
}
