namespace MicroNas.Core.Quantization;

/// <summary>Activations that TFLite fuses into an operator; the values are the schema's.</summary>
public enum FusedActivation
{
    None = 0,
    Relu = 1,
    Relu6 = 3,
}
