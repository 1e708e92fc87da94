using static TorchSharp.torch;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>A convolution's bare output with the parameters of its batch norm.</summary>
/// <param name="Convolved">N x C x S x T, float32 or bfloat16.</param>
/// <param name="Scale">γ, C values in float32.</param>
/// <param name="Shift">β, C values in float32.</param>
internal readonly record struct FusedBranch(Tensor Convolved, Tensor Scale, Tensor Shift);
