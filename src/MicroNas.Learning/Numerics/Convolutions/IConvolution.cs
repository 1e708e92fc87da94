namespace MicroNas.Learning.Numerics.Convolutions;

/// <summary>
/// A convolution without bias and its gradients on plain memory. Activations are N x S x T x C; padding is SAME. Results do not
/// depend on the processor's vector width.
/// </summary>
internal unsafe interface IConvolution : IDisposable
{
    /// <summary>Zero positions that <see cref="Forward"/> and <see cref="ToWeights"/> read before and behind every row of their source.</summary>
    (int Before, int After) Margins { get; }

    /// <summary>To be called before a pass; costs little where the weights have not changed.</summary>
    /// <param name="values">O x I x S x T.</param>
    void Load(float* values);

    /// <param name="source">First value; zeros stand before and behind the rows as <see cref="Margins"/> says.</param>
    /// <param name="rowStep">Floats between the first values of neighbouring rows of the source.</param>
    /// <param name="result">N x S x T x O.</param>
    void Forward(float* source, int rowStep, float* result, int windows);

    /// <param name="source">As in <see cref="Forward"/>.</param>
    /// <param name="gradient">Of the result, N x S x T x O.</param>
    /// <param name="destination">Receives the weights' gradient, O x I x S x T.</param>
    void ToWeights(float* source, int rowStep, float* gradient, int windows, Span<float> destination);

    /// <param name="gradient">Of the result, N x S x T x O.</param>
    /// <param name="destination">Receives the gradient of the input, N x S x T x I.</param>
    /// <param name="adds">Whether it is added to what stands there.</param>
    void ToInput(float* gradient, float* destination, bool adds, int windows);
}
