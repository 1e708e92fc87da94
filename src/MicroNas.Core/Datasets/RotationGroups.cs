namespace MicroNas.Core.Datasets;

/// <summary>Finds the channels that are the three axes of one sensor.</summary>
internal static class RotationGroups
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

    private static bool EndsIn(string name, char axis) => name.Length > 0 && char.ToLowerInvariant(name[^1]) == axis;
}
