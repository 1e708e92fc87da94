using System.Runtime.InteropServices;

using MicroNas.Learning.Checkpoints;

using static TorchSharp.torch;

namespace MicroNas.Learning.Training;

/// <summary>
/// Mean of a network's parameters over several epochs (stochastic weight averaging, Izmailov et al., 2018). Batch norm's
/// statistics are to be measured anew for it.
/// </summary>
internal sealed class WeightAverage(IReadOnlyList<Tensor> parameters) : ICheckpointed
{
    private readonly double[][] sums = [.. parameters.Select(parameter => new double[parameter.numel()])];
    private int count;

    /// <summary>Counts the parameters as they are now.</summary>
    public void Add()
    {
        count++;
        foreach (var (sum, parameter) in sums.Zip(parameters))
        {
            var values = MemoryMarshal.Cast<byte, float>(parameter.bytes);
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += values[i];
            }
        }
    }

    /// <summary>Sets the parameters to the mean of all that were counted; there is at least one.</summary>
    public void Apply()
    {
        foreach (var (sum, parameter) in sums.Zip(parameters))
        {
            var values = MemoryMarshal.Cast<byte, float>(parameter.bytes);
            for (var i = 0; i < sum.Length; i++)
            {
                values[i] = (float)(sum[i] / count);
            }
        }
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        writer.Write(count);
        foreach (var sum in sums)
        {
            StateValues.Save(writer, (ReadOnlySpan<double>)sum);
        }
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader reader)
    {
        count = reader.ReadInt32();
        foreach (var sum in sums)
        {
            StateValues.Restore(reader, sum.AsSpan());
        }
    }
}
