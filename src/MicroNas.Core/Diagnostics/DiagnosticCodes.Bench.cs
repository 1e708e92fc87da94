namespace MicroNas.Core.Diagnostics;

/// <content>41xx: the bench firmware and the line to it.</content>
public static partial class DiagnosticCodes
{
    /// <summary>The serial port cannot be opened.</summary>
    public const string SerialPortUnavailable = "MNAS4100";

    /// <summary>The board does not answer, or no longer.</summary>
    public const string BoardSilent = "MNAS4101";

    /// <summary>The line to the board was closed: unplugged, or the emulator ended.</summary>
    public const string BoardGone = "MNAS4102";

    /// <summary>The line loses or changes so many bytes that no request gets through.</summary>
    public const string LineUnreliable = "MNAS4103";

    /// <summary>The board refuses to measure the operator: it does not fit its arena, or it is none that the firmware knows.</summary>
    public const string OperatorRefused = "MNAS4104";

    /// <summary>The board answers as another one than before: exchanged or flashed anew while it was measured.</summary>
    public const string BoardChanged = "MNAS4105";

    /// <summary>The board's figures make no sense: a counter that stands still, or a minimum above the median.</summary>
    public const string BoardFiguresInvalid = "MNAS4106";

    /// <summary>The firmware on the board speaks another version of the bench protocol.</summary>
    public const string BenchProtocolMismatch = "MNAS4107";

    /// <summary>The board on the port is not one of the target's microcontroller.</summary>
    public const string BoardForeign = "MNAS4108";

    /// <summary>The bench firmware on the board measures other kernels than models are emitted for.</summary>
    public const string BenchFirmwareForeign = "MNAS4109";

    /// <summary>A command would open a board's port in continuous integration.</summary>
    public const string BoardForbidden = "MNAS4110";

    /// <summary>The board runs at another clock than the latency table states its milliseconds at.</summary>
    public const string BoardClockDiffers = "MNAS4111";
}
