using MicroNas.Learning.Numerics.Convolutions;
using MicroNas.Learning.Numerics.Fused;

namespace MicroNas.Learning.Numerics.Direct;

/// <summary>The bare convolution of a block.</summary>
internal sealed unsafe class ConvolutionPart(DirectBranch branch, Activation input, int windows, WinogradMemory memory) : IDirectPart
{
    private readonly IConvolution convolution = WinogradConvolution.Pays(branch.Block.Geometry)
        ? new WinogradConvolution(branch.Block.Geometry, memory)
        : new DirectConvolution(branch.Block.Geometry, windows);

    public (int Before, int After) Margins => convolution.Margins;

    public void Forward(int windows, in DirectPass pass)
    {
        convolution.Load(ActivationMemory.Floats(branch.Block.Weight));
        var (source, rowStep) = input.Source;
        convolution.Forward((float*)source, rowStep, branch.Convolved.Values, windows);
    }

    public void Backward(int windows, in DirectPass pass)
    {
        if (pass.Gradients is { } gradients)
        {
            var (source, rowStep) = input.Source;
            convolution.ToWeights((float*)source, rowStep, branch.Convolved.Gradients, windows, gradients[branch.ParameterIndex]);
        }

        if (!branch.ReadsWindows)
        {
            convolution.ToInput(branch.Convolved.Gradients, input.Gradients, input.HasGradient, windows);
            input.HasGradient = true;
        }
    }

    public void Dispose() => convolution.Dispose();
}
