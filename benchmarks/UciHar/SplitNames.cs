namespace MicroNas.Benchmarks.UciHar;

/// <summary>How the windows of a case are split.</summary>
internal static class SplitNames
{
    /// <summary>The published parts; UCI-HAR's and HAPT's are by subject, validation is cut by subject too.</summary>
    public const string Given = "given";

    /// <summary>
    /// The paper's kind: windows drawn at random, whoever they are of. UCI-HAR's overlap by half, so that the test windows'
    /// samples have been trained on: it leaks.
    /// </summary>
    public const string Random = "random";
}
