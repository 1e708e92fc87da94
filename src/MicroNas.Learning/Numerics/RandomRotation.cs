using System.Numerics;

using MicroNas.Core;
using MicroNas.Learning.Checkpoints;

namespace MicroNas.Learning.Numerics;

/// <summary>
/// Augmentation: one small random rotation a window, the same for every 3-axis sensor, as if the device sat a little
/// differently on the body. In sensor units, before standardising: standardised axes no longer share a scale.
/// </summary>
/// <param name="groups">Channel indices of the 3-axis sensors, three an entry.</param>
/// <param name="random">Where axis and angle come from.</param>
internal sealed class RandomRotation(IReadOnlyList<EquatableArray<int>> groups, RandomSource random) : ICheckpointed
{
    /// <summary>Standard deviation of the angle; 10 to 15 degrees serve best, see docs/training.md.</summary>
    public const double AngleDeviationDegrees = 12;

    /// <inheritdoc/>
    public void Save(BinaryWriter writer) => random.Save(writer);

    /// <inheritdoc/>
    public void Restore(BinaryReader reader) => random.Restore(reader);

    /// <param name="window">T x S values in sensor units, changed in place.</param>
    /// <param name="channels">S.</param>
    public void Apply(Span<float> window, int channels)
    {
        if (groups.Count == 0)
        {
            return;
        }

        // A direction of three normal values is uniform on the sphere.
        var axis = Vector3.Normalize(new Vector3(
            (float)random.NextNormal(), (float)random.NextNormal(), (float)random.NextNormal()));
        var angle = (float)(random.NextNormal() * AngleDeviationDegrees * Math.PI / 180);
        var rotation = Matrix4x4.CreateFromAxisAngle(axis, angle);
        for (var start = 0; start < window.Length; start += channels)
        {
            var sample = window.Slice(start, channels);
            foreach (var group in groups)
            {
                var turned = Vector3.Transform(new Vector3(sample[group[0]], sample[group[1]], sample[group[2]]), rotation);
                (sample[group[0]], sample[group[1]], sample[group[2]]) = (turned.X, turned.Y, turned.Z);
            }
        }
    }
}
