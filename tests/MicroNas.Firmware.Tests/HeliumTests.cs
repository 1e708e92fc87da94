using MicroNas.Boards.Toolchain;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

/// <summary>On Cortex-M55 one kernel takes every convolution: sweeps of any length, and lanes of pixels for short rows and few filters.</summary>
public sealed class HeliumTests
{
    [Fact]
    public async Task Convolutions_of_any_shape_give_the_interpreters_bytes()
    {
        var random = new Random(55);
        TestModel[] models = [.. Enumerable.Range(0, 48).Select(i =>
            TestModel.Interpreted($"convolution{i}", SingleOperatorModels.Convolution(random), windows: 4, random))];

        await SelfTestProgram.VerifyAsync(FirmwareTarget.CortexM55, models);
    }
}
