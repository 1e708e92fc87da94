namespace MicroNas.Core.Kernels;

/// <summary>How one CONV_2D is run.</summary>
/// <param name="Kernel">The function of the runtime.</param>
/// <param name="Rows">The descriptor's <c>rows</c>: how much is widened at once.</param>
/// <param name="ScratchBytes">What the kernel needs with that many rows.</param>
public sealed record ConvolutionPlan(ConvolutionKernel Kernel, int Rows, int ScratchBytes);
