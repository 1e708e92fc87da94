using MicroNas.Core.Kernels;
using MicroNas.Core.Latency;

namespace MicroNas.Boards.Bench;

/// <summary>What one operator took on a board, the call included.</summary>
/// <param name="Shape">The operator that was asked for.</param>
/// <param name="Minimum">The least of the repetitions, in the unit of <see cref="BoardIdentity.Counter"/>: interrupts and cold caches only add.</param>
/// <param name="Median">Of the repetitions; of an even number the lower one.</param>
/// <param name="Repetitions">How often it ran; 0 for RESHAPE, which runs no code and counts 0 without asking the board.</param>
/// <param name="Kernel">The kernel that ran; null where the operator is no convolution.</param>
/// <param name="Rows">The descriptor's <c>rows</c>; 0 where the operator is no convolution.</param>
/// <param name="BytesSent">Bytes to the board, repetitions of lost requests included.</param>
/// <param name="BytesReceived">Bytes from the board.</param>
/// <param name="Elapsed">From the first byte of the request to the last of the answer.</param>
/// <param name="Attempts">Requests sent; more than 1 when the line lost or changed bytes.</param>
public sealed record OperatorReading(
    OperatorShape Shape,
    long Minimum,
    long Median,
    int Repetitions,
    ConvolutionKernel? Kernel,
    int Rows,
    int BytesSent,
    int BytesReceived,
    TimeSpan Elapsed,
    int Attempts);
