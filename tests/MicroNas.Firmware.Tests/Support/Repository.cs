using MicroNas.Boards.Toolchain;

namespace MicroNas.Firmware.Tests.Support;

/// <summary>The C sources of the working tree.</summary>
internal static class Repository
{
    public static FirmwareLayout Firmware { get; } = new(Find());

    public static FirmwareToolchain Toolchain { get; } = new(Firmware);

    public static string WearableMain => Path.Combine(Firmware.Root, "wearable", "main.c");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var firmware = Path.Combine(folder.FullName, "firmware");
            if (Directory.Exists(Path.Combine(firmware, "runtime")))
            {
                return firmware;
            }
        }

        throw new DirectoryNotFoundException("The folder firmware/runtime is not above the tests.");
    }
}
