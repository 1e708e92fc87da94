using System.Globalization;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

/// <summary>The five-instruction requantization gives what TFLite's double rounding gives, wherever it may be used.</summary>
public sealed class QuickRequantizationTests
{
    [Theory]
    [InlineData("host", 100_000)]
    [InlineData("cortex-m4", 5000)]
    [InlineData("cortex-m33", 1000)]
    [InlineData("cortex-m3", 1000)]
    public async Task Within_its_precondition_the_short_form_differs_nowhere(string core, int rounds)
    {
        var run = await TestProgram.RunAsync(core, "requantize_quick.c", string.Create(CultureInfo.InvariantCulture, $"-DROUNDS={rounds}"));

        var counts = run.Output.Split(' ').Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(0, run.ExitCode);
        Assert.True(counts[0] > rounds * 100L, $"only {counts[0]} cases");
        Assert.Equal(0, counts[1]);
        Assert.True(counts[2] > rounds, $"the sign term decides only {counts[2]} cases: too few ties to prove anything");
    }
}
