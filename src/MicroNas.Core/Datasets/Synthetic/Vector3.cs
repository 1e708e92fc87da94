namespace MicroNas.Core.Datasets.Synthetic;

/// <summary>A vector in double precision; System.Numerics has only single precision, whose fused operations differ by machine.</summary>
internal readonly record struct Vector3(double X, double Y, double Z)
{
    public static Vector3 operator +(Vector3 left, Vector3 right) => new(left.X + right.X, left.Y + right.Y, left.Z + right.Z);

    public static Vector3 operator *(Vector3 vector, double factor) => new(vector.X * factor, vector.Y * factor, vector.Z * factor);

    public double Dot(Vector3 other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);
}
