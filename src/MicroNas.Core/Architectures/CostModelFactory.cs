using MicroNas.Core.Kernels;
using MicroNas.Core.Latency;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;

namespace MicroNas.Core.Architectures;

/// <summary>Cost models from the latency tables that ship with the product.</summary>
public static class CostModelFactory
{
    /// <param name="space">The architectures.</param>
    /// <param name="microcontroller">Id, for example <c>stm32l552ze</c>.</param>
    /// <param name="runtime">What executes the model there.</param>
    /// <param name="clock">The clock that the firmware runs at; null for the profile's.</param>
    /// <param name="kernels">What the MicroNas runtime's kernels are chosen for: small where memory is limited.</param>
    /// <exception cref="Diagnostics.MicroNasException">MNAS4001: there is no table for this microcontroller and runtime.</exception>
    public static CostModel Create(SearchSpace space, string microcontroller, InferenceRuntime runtime, Hertz? clock = null,
        KernelPreference kernels = KernelPreference.Fast) => new(space, LatencyTables.Find(microcontroller, runtime, clock), runtime, kernels);
}
