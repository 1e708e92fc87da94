using System.Globalization;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets;

/// <summary>Finds the channels that <c>dataset.use</c> and <c>dataset.rotation</c> name, each by its name or its index. A name comes before an index.</summary>
/// <param name="names">Of all channels there are.</param>
/// <param name="locationOf">Where an option stands in the yaml.</param>
internal sealed class ChannelReferences(IReadOnlyList<string> names, Func<string, SourceLocation> locationOf)
{
    private const string UsePath = "dataset.use";
    private const string RotationPath = "dataset.rotation";
    private const int Axes = 3;

    private readonly DataErrors errors = new();

    /// <returns>Indices of the channels, in the order of the list.</returns>
    /// <exception cref="MicroNasException">MNAS3016: all that are unknown or stand there twice.</exception>
    public int[] Use(IReadOnlyList<string> references)
    {
        var known = new Dictionary<int, string>();
        int[] channels = [.. references.Select((reference, i) => Find(reference, Element(UsePath, i), known, "stands here already"))];
        errors.ThrowIfAny();
        return channels;
    }

    /// <returns>The axes of each sensor.</returns>
    /// <exception cref="MicroNasException">MNAS3016: all that are unknown or stand there twice, and groups of another size than three.</exception>
    public IReadOnlyList<EquatableArray<int>> Groups(IReadOnlyList<EquatableArray<string>> groups)
    {
        var known = new Dictionary<int, string>();
        EquatableArray<int>[] sensors = [.. groups.Select((group, i) => Group(group, Element(RotationPath, i), known))];
        errors.ThrowIfAny();
        return sensors;
    }

    private static string Element(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    private EquatableArray<int> Group(EquatableArray<string> group, string path, Dictionary<int, string> known)
    {
        // A yaml's reader has seen to it; options need not come from one.
        if (group.Count != Axes)
        {
            Report($"[{string.Join(", ", group)}] has {group.Count} channels; expected the x, y and z axis of one sensor.", path);
        }

        return [.. group.Select(reference => Find(reference, path, known, "is an axis already"))];
    }

    private int Find(string reference, string path, Dictionary<int, string> known, string isThere)
    {
        var index = names.ToList().IndexOf(reference);
        if (index < 0 && !(int.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < names.Count))
        {
            Report(
                $"'{reference}' is no channel{NearestName.Hint(reference, names)} Known: {string.Join(", ", names)}, or an index from 0 to {names.Count - 1}.",
                path);
        }
        else if (!known.TryAdd(index, reference))
        {
            Report($"'{reference}' is the channel '{names[index]}', which {isThere} as '{known[index]}'. Remove one of the two.", path);
        }

        return index;
    }

    private void Report(string message, string path) => errors.Add(DiagnosticCodes.UnknownChannel, message, locationOf(path));
}
