using MicroNas.Boards.Processes;

namespace MicroNas.Boards.Tests.Support;

/// <summary>binutils for Arm, the judge of what the product reads from a program.</summary>
<<<<<<<< HEAD:tests/MicroNas.Boards.Tests/Support/ArmBinutils.cs
internal static class ArmBinutils
========
internal static class Binutils
>>>>>>>> boards:tests/MicroNas.Boards.Tests/Support/Binutils.cs
{
    public static async Task<string> RunAsync(string name, params string[] arguments)
    {
        var run = await ProcessRun.StartAsync("arm-none-eabi-" + name, arguments, TimeSpan.FromMinutes(1), default);
        Assert.NotNull(run);
        Assert.True(run.ExitCode == 0, run.Output);
        return run.Output;
    }
}
