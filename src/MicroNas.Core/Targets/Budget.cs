using MicroNas.Core.Units;

namespace MicroNas.Core.Targets;

/// <summary>The limits that the model must keep; a limit that is null is not imposed.</summary>
/// <param name="Latency">How long one inference may take, with its unit: us, ms or s.</param>
/// <param name="Memory">How much RAM the model may use, with its unit: B, kB (1000), KiB (1024), MB or MiB.</param>
/// <param name="Flash">How much flash the model may use, with its unit: B, kB (1000), KiB (1024), MB or MiB.</param>
public sealed record Budget(Milliseconds? Latency, ByteSize? Memory, ByteSize? Flash)
{
    /// <summary>These limits, with the RAM and flash of <paramref name="microcontroller"/> where they are smaller or nothing is said.</summary>
    public Budget Within(Microcontroller microcontroller) => new(
        Latency,
        Smaller(Memory, microcontroller.Memory),
        Smaller(Flash, microcontroller.Flash));

    private static ByteSize Smaller(ByteSize? limit, ByteSize available) =>
        limit is { } value && value < available ? value : available;
}
