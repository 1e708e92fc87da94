namespace MicroNas.Core.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>The engine ended without saying why (reported by the build).</summary>
    public const string EngineEndedSilently = "MNAS7050";

    /// <summary>The project names no model (reported by the build).</summary>
    public const string NoModelInProject = "MNAS7051";

    /// <summary>A file named on the command line cannot be read.</summary>
    public const string UnreadableFile = "MNAS7052";

    /// <summary>A file of raw windows is not a whole number of windows.</summary>
    public const string RawWindowsSize = "MNAS7053";

    /// <summary>An output or cache folder cannot be written.</summary>
    public const string UnwritableFolder = "MNAS7054";

    /// <summary>A host C compiler or the firmware's own check found bytes that differ.</summary>
    public const string FirmwareMismatch = "MNAS7055";

    /// <summary>The compiler for the target is missing; only the host build is made.</summary>
    public const string TargetCompilerMissing = "MNAS7056";

    /// <summary>The firmware project names a board that is not known (reported by the build).</summary>
    public const string UnknownBoard = "MNAS7057";

    /// <summary>The property MicroNasMode has no known value (reported by the build).</summary>
    public const string UnknownMode = "MNAS7058";

    /// <summary>Mode off, and no earlier build has made the model (reported by the build).</summary>
    public const string NothingMade = "MNAS7059";

    /// <summary>Mode off, and something changed since the model was made (reported by the build).</summary>
    public const string StaleModelCompiled = "MNAS7060";

    /// <summary>The firmware's board has another microcontroller than the model was made for (reported by the build).</summary>
    public const string BoardOfAnotherMicrocontroller = "MNAS7061";

    /// <summary>Two models of a project would write to the same folder (reported by the build).</summary>
    public const string ModelsShareFolder = "MNAS7070";

    /// <summary>The runtime's C sources are not beside the tool.</summary>
    public const string FirmwareSourcesMissing = "MNAS7071";

    /// <summary>Something failed that the tool has no code for.</summary>
    public const string InternalError = "MNAS7099";
}
