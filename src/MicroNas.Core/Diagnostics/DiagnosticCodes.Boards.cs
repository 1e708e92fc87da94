namespace MicroNas.Core.Diagnostics;

/// <summary>71xx: compilers, emulator and boards.</summary>
public static partial class DiagnosticCodes
{
    /// <summary>A C compiler that the build needs is not installed.</summary>
    public const string CompilerMissing = "MNAS7101";

    /// <summary>The C compiler refused the firmware.</summary>
    public const string CompilationFailed = "MNAS7102";

    /// <summary>qemu-system-arm is not installed.</summary>
    public const string EmulatorMissing = "MNAS7103";

    /// <summary>The firmware did not end in the time it had.</summary>
    public const string FirmwareTimeout = "MNAS7104";

    /// <summary>The emulator ended without the firmware's word, or the firmware's output cannot be understood.</summary>
    public const string FirmwareOutputInvalid = "MNAS7105";
}
