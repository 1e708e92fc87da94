using MicroNas.Core.Units;

namespace MicroNas.Core.Targets;

/// <summary>The limits that the model must keep; a limit that is null is not imposed.</summary>
public sealed record Budget(Milliseconds? Latency, ByteSize? Memory, ByteSize? Flash);
