namespace MicroNas.Learning.Numerics.Direct;

/// <summary>What a pass forth and back is for.</summary>
/// <param name="Gradients">Receives the parameters' gradients, in the order of the network's parameters; null: they are constants.</param>
/// <param name="Dropout">Masks for what drops out; null: nothing does.</param>
internal readonly record struct DirectPass(IReadOnlyList<float[]>? Gradients, DropoutSource? Dropout);
