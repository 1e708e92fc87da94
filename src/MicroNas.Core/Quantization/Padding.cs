namespace MicroNas.Core.Quantization;

/// <summary>TFLite's padding schemes; the values are the schema's.</summary>
public enum Padding
{
    Same = 0,
    Valid = 1,
}
