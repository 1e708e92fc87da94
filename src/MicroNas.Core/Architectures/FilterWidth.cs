namespace MicroNas.Core.Architectures;

/// <summary>Whose number of filters is meant inside a Sensor-Fusion cell.</summary>
internal enum FilterWidth
{
    Input,
    Fusion,
    Output,
}
