namespace MicroNas.Learning.Training.Direct;

/// <summary>One operation of a <see cref="DirectNetwork"/>, with its memory.</summary>
internal interface IDirectPart : IDisposable
{
    /// <param name="windows">How many are computed.</param>
    void Forward(int windows);

    /// <summary>From the gradients of what it wrote to those of what it read and of its parameters.</summary>
    /// <param name="gradients">Receives the parameters' gradients, in the order of the network's parameters.</param>
    void Backward(int windows, IReadOnlyList<float[]> gradients);
}
