using MicroNas.Boards.Toolchain;

namespace MicroNas.Firmware.Tests.Support;

/// <summary>The C sources of the working tree.</summary>
internal static class FirmwareSources
{
    public static FirmwareLayout Layout { get; } = new(Repository.File("firmware"));

    /// <summary>For all tests of a process: each target's runtime is compiled once for each set of flags, not for each program.</summary>
    public static FirmwareToolchain Toolchain { get; } = new(Layout, ObjectFolder());

    public static string WearableMain => Path.Combine(Layout.Root, "wearable", "main.c");

    private static string ObjectFolder()
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder.Path;
    }
}
