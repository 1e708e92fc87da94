using MicroNas.Boards.Processes;

namespace MicroNas.Boards.Tests.Support;

/// <summary>binutils for Arm, the judge of what the product reads from a program.</summary>
internal static class Binutils
{
    public static async Task<string> RunAsync(string name, params string[] arguments)
    {
        var run = await ProcessRun.StartAsync("arm-none-eabi-" + name, arguments, TimeSpan.FromMinutes(1), default);
        Assert.NotNull(run);
        Assert.True(run.ExitCode == 0, run.Output);
        return run.Output;
    }
}
