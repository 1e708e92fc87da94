namespace MicroNas.Learning.Checkpoints;

/// <summary>
/// A part of the work whose state a checkpoint holds. <see cref="Restore"/> reads exactly what <see cref="Save"/> wrote, into
/// an object that was made from the same request; from then on both go the same way, bit for bit.
/// </summary>
internal interface ICheckpointed
{
    void Save(BinaryWriter writer);

    /// <exception cref="UnusableStateException">The state is that of a part of another shape.</exception>
    void Restore(BinaryReader reader);
}
