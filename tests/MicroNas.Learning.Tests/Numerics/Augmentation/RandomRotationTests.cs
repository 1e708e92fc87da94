using System.Numerics;

using FsCheck.Xunit;

using MicroNas.Core;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Augmentation;

namespace MicroNas.Learning.Tests.Numerics.Augmentation;

public sealed class RandomRotationTests
{
    private static readonly EquatableArray<int>[] Groups = [[0, 1, 2], [5, 4, 3]];

    /// <summary>One rigid turn for all sensors: lengths and the angles between any two sensors' vectors stay.</summary>
    [Property(MaxTest = 50)]
    public void Lengths_and_angles_stay_and_other_channels_are_untouched(int seed)
    {
        var random = new RandomSource(seed, RandomStream.Augmentation);
        var window = Enumerable.Range(0, 7 * 10).Select(_ => (float)random.NextNormal()).ToArray();
        var before = window.ToArray();

        new RandomRotation(Groups, deviationDegrees: 12).Apply(window, channels: 7, random);

        Assert.NotEqual(before, window);
        for (var start = 0; start < window.Length; start += 7)
        {
            foreach (var (first, second) in new[] { (0, 0), (0, 1), (1, 1) })
            {
                var expected = Vector3.Dot(Read(before, start, first), Read(before, start, second));
                var actual = Vector3.Dot(Read(window, start, first), Read(window, start, second));
                Assert.Equal(expected, actual, 1e-3f);
            }

            Assert.Equal(before[start + 6], window[start + 6]);
        }
    }

    private static Vector3 Read(float[] window, int start, int group) => new(
        window[start + Groups[group][0]], window[start + Groups[group][1]], window[start + Groups[group][2]]);
}
