using System.Diagnostics.CodeAnalysis;
using MicroNas.Core.Units;

namespace MicroNas.Core.Targets;

/// <summary>The microcontrollers that <c>target.mcu</c> can name, from their data sheets.</summary>
public static class MicrocontrollerCatalog
{
    /// <summary>All of them, by id.</summary>
    public static IReadOnlyList<Microcontroller> All { get; } =
    [
        Create("mps2-an386", "Arm MPS2 AN386 (emulated)", ProcessorCore.CortexM4, 25, 4096, 4096, 0),
        Create("nrf52832", "Nordic nRF52832", ProcessorCore.CortexM4, 64, 512, 64, 2),
        Create("stm32f446re", "ST STM32F446RE", ProcessorCore.CortexM4, 180, 512, 128, 1),
        Create("stm32h747xi", "ST STM32H747XI (Arduino Portenta H7)", ProcessorCore.CortexM7, 480, 2048, 1024, 16),
        // The L552 can run at 110 MHz; the board data behind its latency profile was measured at 80 MHz.
        Create("stm32l552ze", "ST STM32L552ZE", ProcessorCore.CortexM33, 80, 512, 256, 8),
    ];

    /// <summary>Finds a microcontroller by its id, which is lower case.</summary>
    public static bool TryFind(string id, [NotNullWhen(true)] out Microcontroller? microcontroller)
    {
        microcontroller = All.FirstOrDefault(candidate => candidate.Id == id);
        return microcontroller is not null;
    }

    private static Microcontroller Create(
        string id, string name, ProcessorCore core, double megahertz, long flashKibibytes, long memoryKibibytes, long cacheKibibytes) =>
        new(id, name, core, new Hertz(megahertz * 1e6), Kibibytes(flashKibibytes), Kibibytes(memoryKibibytes), Kibibytes(cacheKibibytes));

    private static ByteSize Kibibytes(long count) => new(count * 1024);
}
