namespace MicroNas.Core.Diagnostics;

/// <content>3xxx: data sets. Each has a section in <c>docs/errors/data.md</c>.</content>
public static partial class DiagnosticCodes
{
    /// <summary>The data's path does not exist or cannot be opened.</summary>
    public const string DataNotReadable = "MNAS3001";

    /// <summary>The format cannot be told from the path.</summary>
    public const string DataFormatUnknown = "MNAS3002";

    /// <summary>A file or array that the format needs is missing, or several could be meant.</summary>
    public const string DataFileMissing = "MNAS3003";

    /// <summary>An array file with a damaged header.</summary>
    public const string ArrayDamaged = "MNAS3004";

    /// <summary>An array of a type that holds no numbers, such as Python objects.</summary>
    public const string ArrayTypeRefused = "MNAS3005";

    /// <summary>An array file that is shorter or longer than its header says.</summary>
    public const string ArrayTruncated = "MNAS3006";

    /// <summary>Arrays whose shapes do not go together.</summary>
    public const string ShapeMismatch = "MNAS3007";

    /// <summary>More data than fits in memory.</summary>
    public const string DataTooLarge = "MNAS3008";

    /// <summary>A zip archive that cannot be read.</summary>
    public const string ArchiveDamaged = "MNAS3009";

    /// <summary>A row with more or fewer values than the others.</summary>
    public const string RaggedRow = "MNAS3010";

    /// <summary>Text where a number is expected.</summary>
    public const string NotNumber = "MNAS3011";

    /// <summary>NaN or an infinity.</summary>
    public const string NotFinite = "MNAS3012";

    /// <summary>A label that names no class.</summary>
    public const string LabelOutOfRange = "MNAS3013";

    /// <summary>A class without a training window.</summary>
    public const string ClassWithoutTraining = "MNAS3014";

    /// <summary>Another number of channels than the configuration names.</summary>
    public const string ChannelCountMismatch = "MNAS3015";

    /// <summary>A channel name or index that the data does not have, or that stands there twice.</summary>
    public const string UnknownChannel = "MNAS3016";

    /// <summary>A file without data, or a part without a window.</summary>
    public const string NoData = "MNAS3017";

    /// <summary>A csv file without a column that is needed.</summary>
    public const string ColumnMissing = "MNAS3018";

    /// <summary>Stored windows of another length than the configuration says.</summary>
    public const string WindowLengthMismatch = "MNAS3019";

    /// <summary>A split that this data cannot satisfy.</summary>
    public const string SplitNotPossible = "MNAS3020";

    /// <summary>The sampling rate is not known.</summary>
    public const string RateMissing = "MNAS3021";

    /// <summary>Rows that are samples rather than windows, without the length of a window.</summary>
    public const string WindowMissing = "MNAS3022";

    /// <summary>Fewer than two classes.</summary>
    public const string TooFewClasses = "MNAS3023";

    /// <summary>Labels that differ only in case, surrounding white space or the way a number is written.</summary>
    public const string LabelsAlike = "MNAS3024";

    /// <summary>A <c>.ts</c> file whose header is damaged or describes series that are not read.</summary>
    public const string SeriesHeaderDamaged = "MNAS3025";

    /// <summary>A <c>.mat</c> file that is damaged or of another version.</summary>
    public const string MatrixFileDamaged = "MNAS3026";

    /// <summary>A <c>.mat</c> file without the matrix or the columns that are asked for.</summary>
    public const string MatrixNotFound = "MNAS3027";

    /// <summary>A labelled segment that does not fit its recording.</summary>
    public const string SegmentOutOfRange = "MNAS3028";

    /// <summary>Warning: test windows that overlap training windows.</summary>
    public const string SplitLeaks = "MNAS3029";

    /// <summary>Warning: channels that never change.</summary>
    public const string ConstantChannels = "MNAS3030";

    /// <summary>Warning: channels that rise within windows as a clock does.</summary>
    public const string RisingChannels = "MNAS3031";
}
