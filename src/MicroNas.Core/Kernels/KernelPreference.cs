namespace MicroNas.Core.Kernels;

/// <summary>What the way to run a layer is chosen for, before the arena's free room is dealt out.</summary>
public enum KernelPreference
{
    /// <summary>The least scratch among the ways that are slower than the fastest by less than 30 %.</summary>
    Fast,

    /// <summary>The least scratch of all: memory is what the user limits.</summary>
    Small,
}
