using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Quantization;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

/// <summary>The micro:bit: a core without a multiplication to 64 bits and without unaligned access, 16 KB of RAM.</summary>
public sealed class SmallBoardTests
{
    [Fact]
    public async Task Small_models_give_the_interpreters_bytes()
    {
        var random = new Random(11);
        Func<Random, QuantizedModel>[] kinds =
        [
            SingleOperatorModels.Convolution, SingleOperatorModels.Add, SingleOperatorModels.AveragePool,
            SingleOperatorModels.Softmax, SingleOperatorModels.Mean,
        ];
        TestModel[] models = [.. Enumerable.Range(0, 10).Select(i => TestModel.Interpreted($"single{i}", kinds[i % kinds.Length](random), windows: 4, random))];

        await SelfTestProgram.VerifyAsync(FirmwareTarget.CortexM0, models);
    }

    [SkippableFact]
    public async Task A_model_too_large_for_the_RAM_is_refused_and_its_arena_named()
    {
        Skip.If(SharedModels.Folder is null, SharedModels.Missing);
        var random = new Random(1);
        var model = TestModel.Interpreted("skoda", SharedModels.Read(0), windows: 1, random);

        var error = await Assert.ThrowsAsync<MicroNasException>(() => SelfTestProgram.VerifyAsync(FirmwareTarget.CortexM0, [model]));

        Assert.Equal(DiagnosticCodes.FirmwareDoesNotFit, error.Diagnostics.Single().Code);
        Assert.Contains("the largest there: arenas", error.Message, StringComparison.Ordinal);
    }
}
