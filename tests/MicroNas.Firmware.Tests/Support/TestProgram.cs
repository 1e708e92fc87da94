using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;

namespace MicroNas.Firmware.Tests.Support;

/// <summary>A C program of the folder Programs that checks a part of the runtime by itself.</summary>
internal static class TestProgram
{
    /// <summary>Compiles, on the host with sanitizers, and runs it.</summary>
    /// <param name="core">Name of a <see cref="FirmwareTarget"/>.</param>
    /// <param name="file">Of the folder Programs.</param>
    /// <param name="flags">More flags of the compiler.</param>
    public static async Task<FirmwareRun> RunAsync(string core, string file, params string[] flags)
    {
        var target = FirmwareTarget.All.Single(candidate => candidate.Name == core);
        using var folder = new TemporaryFolder();
        var source = Repository.File($"tests/MicroNas.Firmware.Tests/Programs/{file}");
        await FirmwareSources.Toolchain.CompileAsync(
            target, [source], [], folder.File("program"), [.. SelfTestProgram.Strict, .. target.IsHost ? SelfTestProgram.Sanitizers : [], .. flags]);
        return await FirmwareProgram.RunAsync(target, folder.File("program"), TimeSpan.FromMinutes(2));
    }
}
