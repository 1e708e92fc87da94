namespace MicroNas.Core.Diagnostics;

/// <content>1xxx: <c>micronas.yaml</c>. Each has a section in <c>docs/errors/configuration.md</c>.</content>
public static partial class DiagnosticCodes
{
    /// <summary>The configuration file does not exist or cannot be opened.</summary>
    public const string ConfigurationNotReadable = "MNAS1001";

    /// <summary>The configuration path is a directory.</summary>
    public const string ConfigurationIsDirectory = "MNAS1002";

    /// <summary>The configuration file is larger than the reader accepts.</summary>
    public const string ConfigurationTooLarge = "MNAS1003";

    /// <summary>The configuration file is not UTF-8.</summary>
    public const string ConfigurationNotUtf8 = "MNAS1004";

    /// <summary>The text is not YAML.</summary>
    public const string YamlSyntax = "MNAS1005";

    /// <summary>The file holds nothing.</summary>
    public const string ConfigurationEmpty = "MNAS1006";

    /// <summary>The file holds more than one YAML document.</summary>
    public const string SeveralDocuments = "MNAS1007";

    /// <summary>An alias is undefined, contains itself, or expands to too much.</summary>
    public const string AliasNotUsable = "MNAS1008";

    /// <summary>Mappings or lists are nested too deeply.</summary>
    public const string NestingTooDeep = "MNAS1009";

    /// <summary>A key stands twice in one mapping.</summary>
    public const string DuplicateKey = "MNAS1010";

    /// <summary>A key that no option has.</summary>
    public const string UnknownKey = "MNAS1011";

    /// <summary>A key that must be there is missing.</summary>
    public const string MissingKey = "MNAS1012";

    /// <summary>A value of the wrong kind: a list where a number is expected, a word where a truth value is.</summary>
    public const string WrongType = "MNAS1013";

    /// <summary>A quantity without a unit, or with one that does not measure it.</summary>
    public const string WrongUnit = "MNAS1014";

    /// <summary>A value outside the range that its option allows.</summary>
    public const string OutOfRange = "MNAS1015";

    /// <summary>A word that is none of the option's choices.</summary>
    public const string UnknownChoice = "MNAS1016";

    /// <summary>A name that is no C identifier.</summary>
    public const string NotIdentifier = "MNAS1017";

    /// <summary>A microcontroller that the catalog does not hold.</summary>
    public const string UnknownMicrocontroller = "MNAS1018";

    /// <summary>The data set's path does not exist.</summary>
    public const string DataPathMissing = "MNAS1019";

    /// <summary>A split that no data can satisfy.</summary>
    public const string ImpossibleSplit = "MNAS1020";

    /// <summary>Options that exclude or require one another.</summary>
    public const string ContradictingOptions = "MNAS1021";

    /// <summary>Warning: a limit above what the microcontroller has.</summary>
    public const string LimitAboveTarget = "MNAS1022";
}
