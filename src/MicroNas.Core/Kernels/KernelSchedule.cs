using MicroNas.Core.Memory;

namespace MicroNas.Core.Kernels;

/// <summary>How every operator of a model is run, and where its tensors and scratch lie.</summary>
/// <param name="Convolutions">By operator; null for other operators.</param>
/// <param name="Arena">The plan that holds with this scratch.</param>
public sealed record KernelSchedule(EquatableArray<ConvolutionPlan?> Convolutions, ArenaPlan Arena);
