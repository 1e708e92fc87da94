using System.Globalization;
using System.Text.RegularExpressions;
using MicroNas.Core.Configuration;

namespace MicroNas.Core.Datasets;

/// <summary>Finds the channels that are the three axes of one sensor.</summary>
internal static partial class RotationGroups
{
    /// <summary>Three channels in a row whose names are alike but for x, y, z at the end (acc_x, acc_y, acc_z).</summary>
    public static IReadOnlyList<EquatableArray<int>> Detect(IReadOnlyList<string> names)
    {
        var groups = new List<EquatableArray<int>>();
        for (var i = 0; i + 2 < names.Count; i++)
        {
            if (EndsIn(names[i], 'x') && EndsIn(names[i + 1], 'y') && EndsIn(names[i + 2], 'z')
                && names[i][..^1] == names[i + 1][..^1] && names[i][..^1] == names[i + 2][..^1])
            {
                groups.Add([i, i + 1, i + 2]);
                i += 2;
            }
        }

        return groups;
    }

    /// <summary>Names for channels that neither the data nor the yaml names.</summary>
    public static IReadOnlyList<string> NumberedNames(int count) =>
        [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"channel{i}"))];

    /// <summary>A hint where the yaml wants windows rotated, but nobody said which channels are the axes of a sensor; null otherwise.</summary>
    public static string? HintWhereUnknown(DatasetOptions options, IReadOnlyList<string> channelNames)
    {
        if (options.Augmentation.Rotation == 0 || options.Rotation is not null || Detect(channelNames).Count > 0)
        {
            return null;
        }

        const string Remedy = "Name them in 'dataset.channels' (acc_x, acc_y, acc_z), or list the sensors in 'dataset.rotation' ([] for none).";
        if (channelNames.Count >= 3 && channelNames.All(name => Numbered().IsMatch(name)))
        {
            return "the channels have no names, so that nobody knows which are the three axes of a sensor: windows are not rotated in training, which helps with people it has not seen. " + Remedy;
        }

        // The usual angle asks for nothing.
        return options.Augmentation.Rotation == new AugmentationOptions().Rotation
            ? null
            : $"'augmentation.rotation' has no effect, as no three channels in a row have names that end in x, y and z: {string.Join(", ", channelNames)}. {Remedy}";
    }

    [GeneratedRegex("^channel[0-9]+$")]
    private static partial Regex Numbered();

    private static bool EndsIn(string name, char axis) => name.Length > 0 && char.ToLowerInvariant(name[^1]) == axis;
}
