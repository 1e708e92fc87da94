using System.Numerics;

using MicroNas.Core;

namespace MicroNas.Learning.Numerics.Augmentation;

/// <summary>
/// One small random rotation a window, the same for every 3-axis sensor, as if the device sat a little differently on the body. In
/// sensor units, before standardising: standardised axes no longer share a scale.
/// </summary>
/// <param name="groups">Channel indices of the 3-axis sensors, three an entry; at least one.</param>
/// <param name="deviationDegrees">Standard deviation of the angle; 10 to 15 degrees serve best, see docs/training.md.</param>
internal sealed class RandomRotation(IEnumerable<EquatableArray<int>> groups, double deviationDegrees) : IWindowVariation
{
    // An interface's enumerator would be garbage at every sample of every window.
    private readonly (int X, int Y, int Z)[] sensors = [.. groups.Select(group => (group[0], group[1], group[2]))];

    /// <inheritdoc/>
    public void Apply(Span<float> window, int channels, RandomSource random)
    {
        // A direction of three normal values is uniform on the sphere.
        var axis = Vector3.Normalize(new Vector3(
            (float)random.NextNormal(), (float)random.NextNormal(), (float)random.NextNormal()));
        var angle = (float)(random.NextNormal() * deviationDegrees * Math.PI / 180);
        var rotation = Matrix4x4.CreateFromAxisAngle(axis, angle);
        for (var start = 0; start < window.Length; start += channels)
        {
            var sample = window.Slice(start, channels);
            foreach (var (x, y, z) in sensors)
            {
                var measured = new Vector3(sample[x], sample[y], sample[z]);
                sample[x] = Sum(measured, rotation.M11, rotation.M21, rotation.M31);
                sample[y] = Sum(measured, rotation.M12, rotation.M22, rotation.M32);
                sample[z] = Sum(measured, rotation.M13, rotation.M23, rotation.M33);
            }
        }
    }

    /// <summary>
    /// A column of the rotation times <paramref name="measured"/>. Vector3.Transform rounds every product where a processor cannot multiply
    /// and add in one, and only there: another processor would learn from other windows.
    /// </summary>
    private static float Sum(Vector3 measured, float x, float y, float z) =>
        MathF.FusedMultiplyAdd(z, measured.Z, MathF.FusedMultiplyAdd(y, measured.Y, x * measured.X));
}
