using MicroNas.Core.Architectures;
using MicroNas.Core.Latency.Characterization;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Latency.Tables;

/// <summary>Characterizes a microcontroller for a search space; the boards stand behind it.</summary>
public interface IOperatorMeasurer
{
    /// <summary>The first digits of the hash of the runtime's sources that a table of the emulator is measured with.</summary>
    string RuntimeCode { get; }

    /// <summary>What a table by the emulator depends on beside the search space: runtime sources, compiler, flags. Equal text, equal table.</summary>
    /// <exception cref="Diagnostics.MicroNasException">MNAS4008: nothing can measure for this microcontroller.</exception>
    string DescribeEmulator(Microcontroller microcontroller);

    /// <summary>Measures and fits.</summary>
    /// <param name="microcontroller">What the table is for.</param>
    /// <param name="space">Whose operators are measured.</param>
    /// <param name="port">The board's serial port; null for the emulator.</param>
    /// <param name="journal">File that keeps measured operators while the work goes on, so that it can be taken up again; null keeps none.</param>
    /// <param name="options">How much is measured.</param>
    /// <param name="progress">Operators measured, and how many there will be as far as is known.</param>
    /// <param name="note">Told what the user should know of the board and of measurements that were found.</param>
    /// <exception cref="Diagnostics.MicroNasException">MNAS4008, MNAS41xx, MNAS71xx.</exception>
    LatencyTableFile Measure(
        Microcontroller microcontroller, SearchSpace space, string? port, string? journal, CharacterizationOptions options, Action<int, int> progress,
        Action<string> note, CancellationToken cancellation);
}
