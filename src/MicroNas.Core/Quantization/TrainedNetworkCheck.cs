using MicroNas.Core.Architectures;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Quantization;

/// <summary>Finds what keeps a trained network from being quantized: all of it at once.</summary>
internal static class TrainedNetworkCheck
{
    public static List<Diagnostic> Find(TrainedNetwork network)
    {
        var errors = new List<Diagnostic>();
        CheckRange(network, 0, "input", errors);
        foreach (var step in network.Graph.Operators)
        {
            if (step is ConvolutionOperator convolution)
            {
                CheckConvolution(network, convolution, errors);
            }

            if (step is ConvolutionOperator or AddOperator)
            {
                CheckRange(network, step.Output, step.Name, errors);
            }
        }

        return errors;
    }

    private static void CheckConvolution(TrainedNetwork network, ConvolutionOperator convolution, List<Diagnostic> errors)
    {
        if (!network.Convolutions.TryGetValue(convolution.Name, out var trained))
        {
            errors.Add(Error($"Convolution {convolution.Name} has no trained weights."));
            return;
        }

        var outputs = network.Graph.Tensors[convolution.Output].Channels;
        var inputs = network.Graph.Tensors[convolution.Inputs[0]].Channels;
        var weights = outputs * convolution.KernelTime * convolution.KernelSensors * inputs;
        if (trained.Weights.Length != weights || trained.Bias.Length != outputs)
        {
            errors.Add(Error(
                $"Convolution {convolution.Name} has {trained.Weights.Length} weights and {trained.Bias.Length} biases; expected {weights} and {outputs}."));
        }
        else if (!trained.Weights.All(float.IsFinite) || !trained.Bias.All(float.IsFinite))
        {
            errors.Add(Error($"Convolution {convolution.Name} has a weight or bias that is not finite: the training diverged."));
        }
    }

    private static void CheckRange(TrainedNetwork network, int tensor, string name, List<Diagnostic> errors)
    {
        if (!network.Ranges.TryGetValue(tensor, out var range))
        {
            errors.Add(Error($"Tensor {tensor} ({name}) has no activation range."));
        }
        else if (!float.IsFinite(range.Minimum) || !float.IsFinite(range.Maximum)
            || range.Minimum > range.Maximum || !float.IsFinite(range.Maximum - range.Minimum))
        {
            errors.Add(Error(FormattableString.Invariant(
                $"Tensor {tensor} ({name}) has the activation range [{range.Minimum}, {range.Maximum}]; expected finite numbers in order.")));
        }
    }

    private static Diagnostic Error(string message) =>
        Diagnostic.Error(DiagnosticCodes.UnusableTrainedNetwork, message + " Train the network again.");
}
