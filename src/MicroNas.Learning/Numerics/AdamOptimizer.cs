using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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
            var j = 0;
            for (; j <= values.Length - Vector<float>.Count; j += Vector<float>.Count)
            {
                var g = new Vector<float>(gradient, j) * clip;
                var m = new Vector<float>(first, j);
                var v = new Vector<float>(second, j);
                m += (g - m) * (float)(1 - Beta1);
                v += ((g * g) - v) * (float)(1 - Beta2);
                m.CopyTo(first, j);
                v.CopyTo(second, j);
                var place = values[j..];
                var step = (m * stepSize) / ((Vector.SquareRoot(v) * rootCorrection) + new Vector<float>((float)Epsilon));
                (new Vector<float>(place) - step).CopyTo(place);
            }

            // The same operations one by one: the bytes do not depend on the width.
            for (; j < values.Length; j++)
            {
                var g = gradient[j] * clip;
                first[j] += (g - first[j]) * (float)(1 - Beta1);
                second[j] += ((g * g) - second[j]) * (float)(1 - Beta2);
                values[j] -= (first[j] * stepSize) / ((MathF.Sqrt(second[j]) * rootCorrection) + (float)Epsilon);
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

    /// <summary>Eight sums side by side, whatever the processor's registers hold: another order would be another result.</summary>
    private static double Norm(IReadOnlyList<float[]> gradients)
    {
        var sums = Vector512<double>.Zero;
        var rest = 0.0;
        foreach (var gradient in gradients)
        {
            var i = 0;
            for (; i <= gradient.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            {
                var (lower, upper) = Vector256.Widen(Vector256.LoadUnsafe(ref gradient[i]));
                var values = Vector512.Create(lower, upper);
                sums += values * values;
            }

            for (; i < gradient.Length; i++)
            {
                rest += (double)gradient[i] * gradient[i];
            }
        }

        for (var lane = 0; lane < Vector512<double>.Count; lane++)
        {
            rest += sums[lane];
        }

        return Math.Sqrt(rest);
    }
}
