namespace MicroNas.Core.Latency.Tables;

/// <summary>What measured a latency table.</summary>
public enum MeasurementSource
{
    /// <summary>A board: cycles.</summary>
    Board,

    /// <summary>The emulator: instructions.</summary>
    Emulator,
}
