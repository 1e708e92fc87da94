using MicroNas.Core.Quantization;

namespace MicroNas.Core.Emission;

/// <summary>
/// A model's input as firmware feeds it: T time steps of S values. [1, T, S, 1] is a window of sensors, [1, H, W, C] H rows of W·C
/// values, [1, K] one step of K values.
/// </summary>
/// <param name="TimeSteps">T: the first axis after the batch, 1 where there is no other beside it.</param>
/// <param name="Sensors">S: the values of the remaining axes.</param>
internal readonly record struct InputForm(int TimeSteps, int Sensors)
{
    public static InputForm Of(QuantizedTensor input)
    {
        var first = input.Shape.Count > 1 && input.Shape[0] == 1 ? 1 : 0;
        var steps = input.Shape.Count - first > 1 ? input.Shape[first] : 1;
        return new InputForm(steps, input.Elements / steps);
    }
}
