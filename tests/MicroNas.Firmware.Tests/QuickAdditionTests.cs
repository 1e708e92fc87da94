using System.Globalization;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

/// <summary>The quick form of ADD gives what TFLite's three double roundings give, for every pair of values.</summary>
public sealed class QuickAdditionTests
{
    [Theory]
    [InlineData("host", 600)]
    [InlineData("cortex-m4", 30)]
    [InlineData("cortex-m7", 10)]
    [InlineData("cortex-m33", 10)]
    [InlineData("cortex-m3", 15)]
    public async Task Every_pair_of_values_gives_the_general_forms_bytes(string core, int rounds)
    {
        var run = await TestProgram.RunAsync(core, "add_quick.c", string.Create(CultureInfo.InvariantCulture, $"-DROUNDS={rounds}"));

        var counts = run.Output.Split(' ').Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(0, run.ExitCode);
        Assert.True(counts[0] >= rounds * 256L * 256, $"only {counts[0]} elements");
        Assert.Equal(0, counts[1]);
    }
}
