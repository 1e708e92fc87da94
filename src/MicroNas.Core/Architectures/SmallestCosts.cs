using MicroNas.Core.Units;

namespace MicroNas.Core.Architectures;

/// <summary>The smallest value of each limit that the architectures of a space reach, each regardless of the others.</summary>
/// <param name="Latency">Upper end of the error band.</param>
/// <param name="Memory">Planned arena.</param>
/// <param name="Flash">Model in flash.</param>
public sealed record SmallestCosts(Milliseconds Latency, ByteSize Memory, ByteSize Flash);
