namespace MicroNas.Core.Configuration;

/// <summary>How a data set is stored.</summary>
public enum DatasetFormat
{
    /// <summary>Found from the path: no path is synthetic, otherwise the kind of file or folder decides.</summary>
    Auto,

    /// <summary>A folder of <c>.npy</c> files: X and y, or X_train, y_train, X_test and y_test.</summary>
    Npy,

    /// <summary>One <c>.npz</c> file with the same arrays.</summary>
    Npz,

    /// <summary>A <c>.csv</c> file, or a folder of them.</summary>
    Csv,

    /// <summary>The folder of text files that the UCI HAR data set is published as.</summary>
    [OptionName("uci-har")]
    UciHar,

    /// <summary>The folder of raw recordings that the HAPT data set is published as, or the same as arrays.</summary>
    Hapt,

    /// <summary>A <c>.ts</c> text file of the UEA archive and sktime, or a folder with a training and a test file.</summary>
    Ts,

    /// <summary>A MATLAB <c>.mat</c> file, version 5, with one matrix of samples.</summary>
    Mat,

    /// <summary>The embedded simulator of a wrist-worn sensor.</summary>
    Synthetic,
}
