namespace MicroNas.Learning.Numerics.Direct;

/// <summary>One operation of a <see cref="DirectGraph"/>, with its memory.</summary>
internal interface IDirectPart : IDisposable
{
    /// <param name="windows">How many are computed.</param>
    void Forward(int windows, in DirectPass pass);

    /// <summary>From the gradients of what it wrote to those of what it read and of its parameters.</summary>
    /// <param name="windows">As many as went forward.</param>
    /// <param name="pass">The one that went forward.</param>
    void Backward(int windows, in DirectPass pass);
}
