using System.Runtime.InteropServices;

using MicroNas.Learning.Checkpoints;

using static TorchSharp.torch;

namespace MicroNas.Learning.Numerics;

/// <summary>
/// Adam (Kingma and Ba) with the gradient's norm clipped. It works on plain memory: the gradients come as arrays from
/// several threads, and a torch optimizer would copy them back into tensors first.
/// </summary>
internal sealed class AdamOptimizer : ICheckpointed
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly IReadOnlyList<Tensor> parameters;
    private readonly double maximumNorm;
    private readonly float[][] firstMoments;
    private readonly float[][] secondMoments;
    private int steps;

    public AdamOptimizer(IReadOnlyList<Tensor> parameters, double maximumNorm = double.PositiveInfinity)
    {
        this.parameters = parameters;
        this.maximumNorm = maximumNorm;
        firstMoments = [.. parameters.Select(parameter => new float[parameter.numel()])];
        secondMoments = [.. parameters.Select(parameter => new float[parameter.numel()])];
    }

    /// <param name="gradients">One array for each parameter, in the parameters' order.</param>
    public void Step(IReadOnlyList<float[]> gradients, double learningRate)
    {
        steps++;
        var clip = (float)Math.Min(1.0, maximumNorm / (Norm(gradients) + 1e-12));
        var correction1 = 1 - Math.Pow(Beta1, steps);
        var correction2 = 1 - Math.Pow(Beta2, steps);
        var stepSize = (float)(learningRate / correction1);
        var rootCorrection = (float)(1 / Math.Sqrt(correction2));
        for (var i = 0; i < parameters.Count; i++)
        {
            var values = MemoryMarshal.Cast<byte, float>(parameters[i].bytes);
            var (gradient, first, second) = (gradients[i], firstMoments[i], secondMoments[i]);
            for (var j = 0; j < values.Length; j++)
            {
                var g = gradient[j] * clip;
                first[j] += (float)(1 - Beta1) * (g - first[j]);
                second[j] += (float)(1 - Beta2) * ((g * g) - second[j]);
                values[j] -= stepSize * first[j] / ((MathF.Sqrt(second[j]) * rootCorrection) + (float)Epsilon);
            }
        }
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        writer.Write(steps);
        foreach (var moments in firstMoments.Concat(secondMoments))
        {
            StateValues.Save(writer, (ReadOnlySpan<float>)moments);
        }
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader reader)
    {
        steps = reader.ReadInt32();
        foreach (var moments in firstMoments.Concat(secondMoments))
        {
            StateValues.Restore(reader, moments.AsSpan());
        }
    }

    private static double Norm(IReadOnlyList<float[]> gradients)
    {
        var sum = 0.0;
        foreach (var gradient in gradients)
        {
            foreach (var value in gradient)
            {
                sum += (double)value * value;
            }
        }

        return Math.Sqrt(sum);
    }
}
