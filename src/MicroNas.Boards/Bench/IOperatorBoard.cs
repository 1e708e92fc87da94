using MicroNas.Core.Diagnostics;
using MicroNas.Core.Latency;

namespace MicroNas.Boards.Bench;

/// <summary>A board, real or emulated, that runs the bench firmware and measures one operator at a time.</summary>
public interface IOperatorBoard : IDisposable
{
    /// <summary>What the board said when it was opened.</summary>
    BoardIdentity Identity { get; }

    /// <summary>
    /// Runs the operator a few times on random data, the same for the same shape. A convolution runs in the shape's way, or in the one that its
    /// kernel preference gives.
    /// </summary>
    /// <exception cref="MicroNasException">
    /// MNAS4101 to MNAS4103: the board does not answer any more, is gone, or the line loses too much; MNAS4104: the board refuses the operator, for example
    /// because it does not fit its arena; MNAS4105: the board was exchanged or flashed anew; MNAS4106: its figures make no sense.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled; the board stays usable.</exception>
    OperatorReading Measure(OperatorShape shape, CancellationToken cancellation = default);

    /// <summary>Runs the whole model that was linked into the firmware a few times on random data.</summary>
    /// <param name="model"><see cref="BenchModel.Id"/>.</param>
    /// <param name="operators">Of the model: how long the board may take.</param>
    /// <returns>The least of the runs, copies of window and result included; null where the firmware holds another model, or none.</returns>
    /// <exception cref="MicroNasException">As of <see cref="Measure"/>.</exception>
    long? RunModel(uint model, IReadOnlyList<OperatorShape> operators, CancellationToken cancellation = default);
}
