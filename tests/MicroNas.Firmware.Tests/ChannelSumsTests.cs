using MicroNas.Boards.Toolchain;
using MicroNas.Core.Quantization;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

/// <summary>AVERAGE_POOL_2D and MEAN sum four channels at once, in halfwords that never overflow.</summary>
public sealed class ChannelSumsTests
{
    [Theory]
    [InlineData("host")]
    [InlineData("cortex-m4")]
    [InlineData("cortex-m3")]
    public async Task Extreme_and_random_windows_give_the_sums_of_single_additions(string core)
    {
        var run = await TestProgram.RunAsync(core, "channel_sums.c");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("190 0", run.Output.Trim());
    }

    [Theory]
    [InlineData("host", 40)]
    [InlineData("cortex-m4", 20)]
    [InlineData("cortex-m3", 10)]
    [InlineData("cortex-m7", 6)]
    [InlineData("cortex-m33", 6)]
    public async Task Pools_and_means_of_any_shape_give_the_interpreters_bytes(string core, int count)
    {
        var random = new Random(count);
        var target = FirmwareTarget.All.Single(candidate => candidate.Name == core);
        Func<Random, QuantizedModel>[] kinds = [SingleOperatorModels.AveragePool, SingleOperatorModels.Mean];
        TestModel[] models = [.. Enumerable.Range(0, count).Select(i =>
            TestModel.Interpreted($"sums{i}", kinds[i % kinds.Length](random), windows: 3, random))];

        await SelfTestProgram.VerifyAsync(target, models, target.IsHost ? SelfTestProgram.Sanitizers : []);
    }
}
