using System.Numerics;
using System.Runtime.InteropServices;

using static TorchSharp.torch;

namespace MicroNas.Learning.Numerics;

/// <summary>Gradients of a list of parameters as plain arrays: those of a shard, or the sum of all shards.</summary>
internal sealed class GradientBuffer(IReadOnlyList<Tensor> parameters)
{
    private readonly Tensor[] parameters = [.. parameters];

    /// <summary>By parameter.</summary>
    public IReadOnlyList<float[]> Values { get; } = [.. parameters.Select(parameter => new float[parameter.numel()])];

    /// <summary>Replaces the content by d <paramref name="loss"/> / d parameter; zero where the loss does not depend on one.</summary>
    public void Fill(Tensor loss)
    {
        var gradients = autograd.grad([loss], parameters, allow_unused: true);
        for (var i = 0; i < parameters.Length; i++)
        {
            if (gradients[i] is null || gradients[i].IsInvalid)
            {
                Array.Clear(Values[i]);
                continue;
            }

            MemoryMarshal.Cast<byte, float>(gradients[i].contiguous().bytes).CopyTo(Values[i]);
        }
    }

    /// <summary>The sum of all shards' gradients, in the order of the shards; it stands in the first one's buffer.</summary>
    public static IReadOnlyList<float[]> Sum(IReadOnlyList<GradientBuffer> shards)
    {
        for (var shard = 1; shard < shards.Count; shard++)
        {
            shards[0].Add(shards[shard]);
        }

        return shards[0].Values;
    }

    /// <summary>Adds another shard's gradients.</summary>
    private void Add(GradientBuffer other)
    {
        for (var i = 0; i < Values.Count; i++)
        {
            var (sum, added) = (Values[i], other.Values[i]);
            var j = 0;
            for (; j <= sum.Length - Vector<float>.Count; j += Vector<float>.Count)
            {
                (new Vector<float>(sum, j) + new Vector<float>(added, j)).CopyTo(sum, j);
            }

            for (; j < sum.Length; j++)
            {
                sum[j] += added[j];
            }
        }
    }
}
