using MicroNas.Boards.Toolchain;

namespace MicroNas.Firmware.Tests.Support;

/// <summary>The C sources of the working tree.</summary>
internal static class FirmwareSources
{
    public static FirmwareLayout Layout { get; } = new(Repository.File("firmware"));

    public static FirmwareToolchain Toolchain { get; } = new(Layout);

    public static string WearableMain => Path.Combine(Layout.Root, "wearable", "main.c");
}
