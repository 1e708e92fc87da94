using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

/// <summary>The inner loop of the portable convolutions gives the sums of single multiplications.</summary>
public sealed class PortableTileTests
{
    [Theory]
    [InlineData("host")]
    [InlineData("cortex-m3")]
    [InlineData("cortex-m4")]
    public async Task Every_count_of_groups_gives_the_sums_of_products(string core)
    {
        var run = await TestProgram.RunAsync(core, "tile_portable.c");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("200 0", run.Output.Trim());
    }
}
