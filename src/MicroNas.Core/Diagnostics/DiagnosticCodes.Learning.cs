namespace MicroNas.Core.Diagnostics;

/// <summary>5xxx: search and training.</summary>
public static partial class DiagnosticCodes
{
    /// <summary>The loss of the architecture search became infinite or not a number.</summary>
    public const string SearchDiverged = "MNAS5001";

    /// <summary>The loss of the training became infinite or not a number.</summary>
    public const string TrainingDiverged = "MNAS5002";

    /// <summary>A split that the stage learns from has too few windows.</summary>
    public const string TooFewWindows = "MNAS5003";

    /// <summary>The windows do not have the shape or the classes that the network was made for.</summary>
    public const string WindowsDoNotFitNetwork = "MNAS5004";

    /// <summary>An option of search or training is outside its range.</summary>
    public const string LearningOptionOutOfRange = "MNAS5005";
}
