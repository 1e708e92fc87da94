using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Latency;

namespace MicroNas.Boards.Bench;

/// <summary>Counts the instructions of the runtime's operators in the emulator: one compilation and one run for any number of shapes.</summary>
public sealed class OperatorBench(FirmwareToolchain toolchain, FirmwareTarget target)
{
    /// <param name="shapes">RESHAPE runs no code: its count is 0 without measuring.</param>
    /// <param name="workFolder">An existing folder for the program.</param>
    /// <exception cref="MicroNasException">MNAS71xx: a tool is missing; MNAS41xx: the firmware did not answer, or refuses an operator.</exception>
    public async Task<IReadOnlyList<OperatorMeasurement>> MeasureAsync(
        IReadOnlyList<OperatorShape> shapes, string workFolder, CancellationToken cancellationToken = default)
    {
        using var board = await EmulatedOperatorBoard.StartAsync(toolchain, target, workFolder, cancellationToken);
        return [.. shapes.Select(shape => new OperatorMeasurement(shape, board.Measure(shape, cancellationToken).Minimum))];
    }
}
