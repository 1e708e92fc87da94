using MicroNas.Boards.Toolchain;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

/// <summary>Random models of one operator, every operator of the runtime in turn: the generated C gives the interpreter's bytes.</summary>
public sealed class OperatorSweepTests
{
    [Fact]
    public async Task On_the_host_two_thousand_models_give_the_interpreters_bytes_under_sanitizers()
    {
        // One program a processor: a compiler runs on one.
        var models = Draw(2000, seed: 17);
        var size = (models.Length + Environment.ProcessorCount - 1) / Environment.ProcessorCount;
        await Task.WhenAll(models.Chunk(size).Select(part => SelfTestProgram.VerifyAsync(FirmwareTarget.Host, part, SelfTestProgram.Sanitizers)));
    }

    [Theory]
    [InlineData("cortex-m3")]
    [InlineData("cortex-m4")]
    [InlineData("cortex-m7")]
    [InlineData("cortex-m33")]
    [InlineData("cortex-m55")]
    public async Task On_every_emulated_core_two_hundred_models_give_the_interpreters_bytes(string core)
    {
        // Half of them at a time: mps3-an547 has 512 KB for code.
        foreach (var models in Draw(200, seed: core.Length + core[^1]).Chunk(100))
        {
            await SelfTestProgram.VerifyAsync(FirmwareTarget.All.Single(target => target.Name == core), models);
        }
    }

    private static TestModel[] Draw(int count, int seed)
    {
        var random = new Random(seed);
        var kinds = SingleOperatorModels.All;
        return [.. Enumerable.Range(0, count).Select(i => TestModel.Interpreted($"single{i}", kinds[i % kinds.Count](random), windows: 3, random))];
    }
}
