namespace MicroNas.Core.Datasets.Synthetic;

/// <summary>A rotation of 3-vectors: three rows of a matrix.</summary>
internal readonly record struct Rotation(Vector3 X, Vector3 Y, Vector3 Z)
{
    /// <summary>Roll about x, then pitch about y, then yaw about z; in turns.</summary>
    public static Rotation FromTurns(double roll, double pitch, double yaw)
    {
        var (sr, cr) = (Wave.Sine(roll), Wave.Cosine(roll));
        var (sp, cp) = (Wave.Sine(pitch), Wave.Cosine(pitch));
        var (sy, cy) = (Wave.Sine(yaw), Wave.Cosine(yaw));
        return new Rotation(
            new Vector3(cy * cp, (cy * sp * sr) - (sy * cr), (cy * sp * cr) + (sy * sr)),
            new Vector3(sy * cp, (sy * sp * sr) + (cy * cr), (sy * sp * cr) - (cy * sr)),
            new Vector3(-sp, cp * sr, cp * cr));
    }

    public Vector3 Apply(Vector3 vector) => new(X.Dot(vector), Y.Dot(vector), Z.Dot(vector));
}
