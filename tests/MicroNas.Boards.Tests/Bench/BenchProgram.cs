using MicroNas.Boards.Bench;
using MicroNas.Boards.Toolchain;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Boards.Tests.Bench;

/// <summary>The bench firmware for the emulated Cortex-M4, built once for all tests of a class.</summary>
public sealed class BenchProgram : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    public string Path => folder.File("bench.elf");

    public static FirmwareTarget Target => FirmwareTarget.CortexM4;

    public async Task InitializeAsync() => await BenchFirmware.BuildAsync(FirmwareSources.Toolchain, Target, Path);

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }
}
