namespace MicroNas.Learning.Numerics.Direct;

/// <summary>A convolution whose output is still to be normalised and added to others.</summary>
/// <param name="Block">Whose batch norm it is.</param>
/// <param name="ParameterIndex">Of the block's weights among the network's parameters; γ and β follow.</param>
/// <param name="Convolved">The output.</param>
/// <param name="ReadsWindows">Whether the input is the window itself: nothing lies before it that a gradient could go to.</param>
internal sealed record DirectBranch(ConvolutionBlock Block, int ParameterIndex, Activation Convolved, bool ReadsWindows);
