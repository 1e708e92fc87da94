namespace MicroNas.Benchmarks.UciHar;

/// <summary>How the windows of a case are split.</summary>
internal static class SplitNames
{
    /// <summary>The published parts; UCI-HAR's and HAPT's are by subject, validation is cut by subject too.</summary>
    public const string Given = "given";

    /// <summary>
    /// By subject, nine test people drawn anew for each seed. The nine published ones are the same for every seed: what suits them is no
    /// more than chance, and no number of seeds tells it from what suits people in general.
    /// </summary>
    public const string People = "people";

    /// <summary>
    /// The paper's kind: windows drawn at random, whoever they are of. UCI-HAR's overlap by half, so that the test windows'
    /// samples have been trained on: it leaks.
    /// </summary>
    public const string Random = "random";
}
