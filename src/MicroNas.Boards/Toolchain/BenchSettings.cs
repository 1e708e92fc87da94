using MicroNas.Core.Units;

namespace MicroNas.Boards.Toolchain;

/// <summary>What <c>boards.props</c> says of the bench firmware on a board.</summary>
/// <param name="Source">File in <c>firmware/bench/boards</c> that holds the five functions of bench_board.h.</param>
/// <param name="UartBase">Address of the UART, where that file asks for it; else 0.</param>
/// <param name="Arena">For the tensors and scratch of one operator.</param>
/// <param name="WeightKibibytes">KiB of weights in flash.</param>
public sealed record BenchSettings(string Source, uint UartBase, ByteSize Arena, int WeightKibibytes);
