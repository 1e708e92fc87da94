using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Convolutions;
using MicroNas.Learning.Numerics.Fused;

namespace MicroNas.Learning.Training.Direct;

/// <summary>The bare convolution of a block.</summary>
/// <param name="weightIndex">Of its weights among the network's parameters.</param>
/// <param name="needsInputGradient">False where the input is the window itself.</param>
internal sealed unsafe class ConvolutionPart(
    ConvolutionBlock block, int weightIndex, Activation input, Activation output, bool needsInputGradient, int windows) : IDirectPart
{
    private readonly DirectConvolution convolution = new(block.Geometry, windows);

    public (int Before, int After) Margins => convolution.Margins;

    public void Forward(int windows)
    {
        convolution.Load(ActivationMemory.Floats(block.Weight));
        var (source, rowStep) = input.Source;
        convolution.Forward((float*)source, rowStep, output.Values, windows);
    }

    public void Backward(int windows, IReadOnlyList<float[]> gradients)
    {
        var (source, rowStep) = input.Source;
        convolution.ToWeights((float*)source, rowStep, output.Gradients, windows, gradients[weightIndex]);
        if (needsInputGradient)
        {
            convolution.ToInput(output.Gradients, input.Gradients, input.HasGradient, windows);
            input.HasGradient = true;
        }
    }

    public void Dispose() => convolution.Dispose();
}
