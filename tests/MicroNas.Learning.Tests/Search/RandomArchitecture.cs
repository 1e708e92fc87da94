using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics;

namespace MicroNas.Learning.Tests.Search;

/// <summary>Draws options of a space that stand for a connected network.</summary>
internal static class RandomArchitecture
{
    public static int[] DrawOptions(SearchSpace space, RandomSource random)
    {
        int[] options;
        do
        {
            options = [.. space.Groups.Select(group => (int)(random.NextUniform() * group.Options))];
        }
        while (!ArchitectureEncoding.IsConnected(space, options));

        return options;
    }

    /// <summary>One-hot â, by group.</summary>
    public static float[][] OneHot(SearchSpace space, int[] options) => [.. space.Groups.Select(group =>
    {
        var probabilities = new float[group.Options];
        probabilities[options[group.Index]] = 1;
        return probabilities;
    })];
}
