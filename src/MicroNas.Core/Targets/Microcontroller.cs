using MicroNas.Core.Units;

namespace MicroNas.Core.Targets;

/// <summary>A microcontroller, or an emulated one, that models are made for.</summary>
/// <param name="Id">The name in <c>target.mcu</c>: lower case.</param>
/// <param name="Name">The name for people.</param>
/// <param name="Core">The processor core.</param>
/// <param name="Clock">The core clock that latencies are stated at.</param>
/// <param name="Flash">Flash for code, constants and model.</param>
/// <param name="Memory">RAM of the largest part that an arena can use.</param>
/// <param name="InstructionCache">Instruction cache in front of the flash; zero where there is none.</param>
public sealed record Microcontroller(
    string Id,
    string Name,
    ProcessorCore Core,
    Hertz Clock,
    ByteSize Flash,
    ByteSize Memory,
    ByteSize InstructionCache);
