namespace MicroNas.Core.Configuration;

/// <summary>How much a window counts in the loss.</summary>
public enum ClassWeighting
{
    /// <summary>Every window the same.</summary>
    None,

    /// <summary>Every class the same: a window counts in inverse proportion to the windows of its class.</summary>
    Balanced,
}
