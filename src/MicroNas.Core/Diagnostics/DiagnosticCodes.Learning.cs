namespace MicroNas.Core.Diagnostics;

/// <summary>5xxx: search and training.</summary>
public static partial class DiagnosticCodes
{
    /// <summary>The loss of the architecture search diverged, at half the learning rate too.</summary>
    public const string SearchDiverged = "MNAS5001";

    /// <summary>The loss of the training diverged, at half the learning rate too.</summary>
    public const string TrainingDiverged = "MNAS5002";

    /// <summary>A split that the stage learns from has too few windows.</summary>
    public const string TooFewWindows = "MNAS5003";

    /// <summary>The windows do not have the shape or the classes that the network was made for.</summary>
    public const string WindowsDoNotFitNetwork = "MNAS5004";

    /// <summary>An option of search or training is outside its range.</summary>
    public const string LearningOptionOutOfRange = "MNAS5005";

    /// <summary>Warning: the loss diverged and the work begins once more at half the learning rate.</summary>
    public const string RetriedAtHalfRate = "MNAS5006";

    /// <summary>Warning: the state of an interrupted run cannot be used and was put aside.</summary>
    public const string CheckpointSetAside = "MNAS5007";

    /// <summary>Warning: the state of the running work cannot be written.</summary>
    public const string CheckpointNotWritten = "MNAS5008";

    /// <summary>Warning: the model never predicts a class of which there are test windows.</summary>
    public const string ClassNeverPredicted = "MNAS5009";
}
