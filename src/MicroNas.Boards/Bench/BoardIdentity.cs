using MicroNas.Core.Units;

namespace MicroNas.Boards.Bench;

/// <summary>What the bench firmware on a board says of itself: the provenance of every measurement.</summary>
/// <param name="Board">The board's name, for example <c>mps2-an386</c> or <c>nucleo-f446re</c>.</param>
/// <param name="Core">For example <c>cortex-m4</c>.</param>
/// <param name="Clock">Of the core while it measures.</param>
/// <param name="Counter">The unit of the readings.</param>
/// <param name="RuntimeVersion">MICRONAS_RUNTIME_VERSION of the kernels on the board.</param>
/// <param name="RuntimeCode">
/// The first 16 hexadecimal digits of the SHA-256 of the runtime's sources that the firmware was compiled from; empty where whoever built it did not say.
/// </param>
/// <param name="Compiler">For example <c>gcc 12.2.1 20221205</c>.</param>
/// <param name="Flags">The compiler's flags; empty where whoever built it did not say.</param>
/// <param name="Arena">Memory for tensors, weights and scratch of one operator.</param>
/// <param name="ProtocolVersion">Of the bench protocol.</param>
public sealed record BoardIdentity(
    string Board,
    string Core,
    Hertz Clock,
    CounterKind Counter,
    string RuntimeVersion,
    string RuntimeCode,
    string Compiler,
    string Flags,
    ByteSize Arena,
    int ProtocolVersion);
