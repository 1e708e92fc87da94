using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Text;

/// <summary>What the lines with an @ say at the beginning of a <c>.ts</c> file. Facts that a header leaves out are null.</summary>
internal sealed class SeriesHeader
{
    /// <summary>What must not be passed over because it is mistyped; nothing that describes alone looks like one of them.</summary>
    private static readonly string[] Known =
        ["@timeStamps", "@dimensions", "@dimension", "@equalLength", "@seriesLength", "@classLabel", "@targetLabel", "@data"];

    /// <summary>S.</summary>
    public int? Dimensions { get; private set; }

    /// <summary>T.</summary>
    public int? SeriesLength { get; private set; }

    /// <summary>The classes that the header lists; null where it lists none.</summary>
    public IReadOnlyList<string>? ClassLabels { get; private set; }

    /// <summary>Takes in a line that begins with an @. Others than those below describe, unless they look like a mistyped one.</summary>
    public void Add(string line, SourceLocation location, DataErrors errors)
    {
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        switch (words[0].ToUpperInvariant())
        {
            case "@TIMESTAMPS" when IsTrue(words, location, errors):
                Refuse("has time stamps; expected plain values at a constant rate ('@timeStamps false'). Resample the series.", location, errors);
                break;
            case "@EQUALLENGTH" when !IsTrue(words, location, errors):
                Refuse("says that its series differ in length; a network needs windows of one length. Cut or pad them, and write '@equalLength true'.", location, errors);
                break;
            case "@CLASSLABEL" when IsTrue(words, location, errors):
                ClassLabels = words.Length > 2 ? words[2..] : null;
                break;
            case "@CLASSLABEL":
                Refuse("says that its series have no class; there is nothing to learn.", location, errors);
                break;
            case "@TARGETLABEL" when IsTrue(words, location, errors):
                Refuse("holds a number to predict for each series; expected classes ('@classLabel true …').", location, errors);
                break;
            case "@DIMENSIONS" or "@DIMENSION":
                Dimensions = Count(words, location, errors);
                break;
            case "@SERIESLENGTH":
                SeriesLength = Count(words, location, errors);
                break;
            case var word when !Known.Contains(word, StringComparer.OrdinalIgnoreCase) && NearestName.Find(word, Known) is { } meant:
                Refuse($"has '{NumberText.Shown(words[0])}'; did you mean '{meant}'?", location, errors);
                break;
            default:
                break;
        }
    }

    private static bool IsTrue(string[] words, SourceLocation location, DataErrors errors)
    {
        if (words.Length > 1 && bool.TryParse(words[1], out var value))
        {
            return value;
        }

        // Assume what needs no further error: the one of this line says it all.
        Refuse($"has {NumberText.Shown(string.Join(' ', words))}; expected '{NumberText.Shown(words[0])} true' or 'false'.", location, errors);
        return words[0].ToUpperInvariant() is "@EQUALLENGTH" or "@CLASSLABEL";
    }

    private static int? Count(string[] words, SourceLocation location, DataErrors errors)
    {
        if (words.Length == 2 && int.TryParse(words[1], out var count) && count > 0)
        {
            return count;
        }

        Refuse($"has '{NumberText.Shown(string.Join(' ', words))}'; expected '{NumberText.Shown(words[0])}' and a whole number above 0.", location, errors);
        return null;
    }

    private static void Refuse(string problem, SourceLocation location, DataErrors errors) =>
        errors.Add(DiagnosticCodes.SeriesHeaderDamaged, $"the header {problem}", location);
}
