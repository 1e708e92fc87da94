namespace MicroNas.Core.Kernels;

/// <summary>One way to run a CONV_2D.</summary>
/// <param name="Kernel">The function of the runtime.</param>
/// <param name="Rows">The descriptor's <c>rows</c>: how much is widened at once.</param>
/// <param name="ScratchBytes">What the kernel needs with that many rows.</param>
/// <param name="Cycles">Estimate for a Cortex-M4 without wait states; to compare ways of one layer, not to predict latency.</param>
public sealed record ConvolutionPlan(ConvolutionKernel Kernel, int Rows, int ScratchBytes, double Cycles);
