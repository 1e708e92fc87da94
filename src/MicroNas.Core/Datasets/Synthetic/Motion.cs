namespace MicroNas.Core.Datasets.Synthetic;

/// <summary>One instant of the forearm's movement, in its own axes: x along the arm to the hand, y across, z out of the watch's face.</summary>
/// <param name="Roll">Attitude about x, in turns.</param>
/// <param name="Pitch">Attitude about y, in turns.</param>
/// <param name="Acceleration">Without gravity, in g.</param>
/// <param name="AngularVelocity">In rad/s.</param>
internal readonly record struct Motion(double Roll, double Pitch, Vector3 Acceleration, Vector3 AngularVelocity);
