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

    /// <summary>The firmware is for a board that the emulator does not have.</summary>
    public const string BoardNotEmulated = "MNAS7106";

    /// <summary>The linked firmware needs more flash or RAM than the board has.</summary>
    public const string FirmwareDoesNotFit = "MNAS7107";

    /// <summary>What the linker wrote is not an ELF program with the boards' symbols.</summary>
    public const string ProgramUnreadable = "MNAS7108";

    /// <summary>The bench firmware does not run on the board.</summary>
    public const string BenchFirmwareMissing = "MNAS7109";

    /// <summary>A program returned something else than 0 (reported by the build).</summary>
    public const string ProgramFailed = "MNAS7110";

    /// <summary>The property RunTimeLimitSeconds is no number of seconds (reported by the build).</summary>
    public const string RunTimeLimitInvalid = "MNAS7111";

    /// <summary>The folder of the compiled runtime cannot be written (reported by the build).</summary>
    public const string ObjectsNotKept = "MNAS7112";

    /// <summary>The tool that writes programs to the board is not installed (reported by the build).</summary>
    public const string FlashToolMissing = "MNAS7120";

    /// <summary>It is not known how to write a program to the board (reported by the build).</summary>
    public const string FlashToolUnknown = "MNAS7121";

    /// <summary>The program was not written to the board (reported by the build).</summary>
    public const string FlashFailed = "MNAS7122";
}
