using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MicroNas.Core.Architectures;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>
/// A convolution of a graph in float32, with SAME padding and its ReLU: eight output channels at once, the products of one
/// output added in the order of the weights, so that every machine gives the same values.
/// </summary>
internal sealed class FloatConvolution
{
    private static readonly int Lanes = Vector256<float>.Count;

    private readonly ConvolutionOperator step;
    private readonly TensorShape input;
    private readonly TensorShape output;
    private readonly float[] weights; // H x W x I, each with O padded to a multiple of Lanes
    private readonly float[] bias; // O, padded alike

    /// <param name="trained">Weights O x H x W x I and a bias for every output channel.</param>
    public FloatConvolution(OperatorGraph graph, ConvolutionOperator step, TrainedConvolution trained)
    {
        this.step = step;
        (input, output) = (graph.Tensors[step.Inputs[0]], graph.Tensors[step.Output]);
        FanIn = step.KernelTime * step.KernelSensors * input.Channels;
        var padded = (output.Channels + Lanes - 1) / Lanes * Lanes;
        weights = new float[FanIn * padded];
        bias = new float[padded];
        trained.Bias.CopyTo(bias, 0);
        for (var channel = 0; channel < output.Channels; channel++)
        {
            for (var i = 0; i < FanIn; i++)
            {
                weights[(i * padded) + channel] = trained.Weights[(channel * FanIn) + i];
            }
        }
    }

    /// <summary>Values under the kernel, for one output pixel.</summary>
    public int FanIn { get; }

    /// <param name="source">T x S x C.</param>
    /// <param name="target">T x S x C of the output.</param>
    /// <param name="patch">At least <see cref="FanIn"/> values of scratch.</param>
    public void Run(ReadOnlySpan<float> source, Span<float> target, Span<float> patch)
    {
        patch = patch[..FanIn];
        var top = ConvolutionGeometry.PaddingBefore(Padding.Same, input.Time, step.KernelTime, step.StrideTime, output.Time);
        var left = ConvolutionGeometry.PaddingBefore(Padding.Same, input.Sensors, step.KernelSensors, step.StrideSensors, output.Sensors);
        var position = 0;
        for (var time = 0; time < output.Time; time++)
        {
            for (var sensor = 0; sensor < output.Sensors; sensor++)
            {
                FillPatch(source, patch, (time * step.StrideTime) - top, (sensor * step.StrideSensors) - left);
                Multiply(patch, target.Slice(position, output.Channels));
                position += output.Channels;
            }
        }
    }

    private void FillPatch(ReadOnlySpan<float> source, Span<float> patch, int top, int left)
    {
        var channels = input.Channels;
        var position = 0;
        for (var i = 0; i < step.KernelTime; i++)
        {
            for (var j = 0; j < step.KernelSensors; j++)
            {
                var (time, sensor) = (top + i, left + j);
                var pixel = patch.Slice(position, channels);
                position += channels;
                if ((uint)time < (uint)input.Time && (uint)sensor < (uint)input.Sensors)
                {
                    source.Slice(((time * input.Sensors) + sensor) * channels, channels).CopyTo(pixel);
                }
                else
                {
                    pixel.Clear();
                }
            }
        }
    }

    private void Multiply(ReadOnlySpan<float> patch, Span<float> target)
    {
        var vectors = MemoryMarshal.Cast<float, Vector256<float>>(weights);
        var biases = MemoryMarshal.Cast<float, Vector256<float>>(bias);
        var blocks = biases.Length;
        var block = 0;

        // Two sums at a time: each waits for its last product, and the processor can work on the other one meanwhile.
        for (; block + 1 < blocks; block += 2)
        {
            var (first, second) = (biases[block], biases[block + 1]);
            for (var i = 0; i < patch.Length; i++)
            {
                var value = Vector256.Create(patch[i]);
                first = Vector256.FusedMultiplyAdd(value, vectors[(i * blocks) + block], first);
                second = Vector256.FusedMultiplyAdd(value, vectors[(i * blocks) + block + 1], second);
            }

            Store(first, target[(block * Lanes)..]);
            Store(second, target[((block + 1) * Lanes)..]);
        }

        if (block < blocks)
        {
            var last = biases[block];
            for (var i = 0; i < patch.Length; i++)
            {
                last = Vector256.FusedMultiplyAdd(Vector256.Create(patch[i]), vectors[(i * blocks) + block], last);
            }

            Store(last, target[(block * Lanes)..]);
        }
    }

    /// <summary>The channels of one block; the last block may have fewer than its lanes.</summary>
    private void Store(Vector256<float> sum, Span<float> target)
    {
        Span<float> lanes = stackalloc float[Lanes];
        (step.FusedRelu ? Vector256.Max(sum, Vector256<float>.Zero) : sum).CopyTo(lanes);
        lanes[..Math.Min(Lanes, target.Length)].CopyTo(target);
    }
}
