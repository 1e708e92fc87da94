using System.Runtime.InteropServices;

using MicroNas.Learning.Checkpoints;

using static TorchSharp.torch;

namespace MicroNas.Learning.Training;

/// <summary>Remembers the parameters of the best epoch, and says when no better one has come for a while.</summary>
/// <param name="patience">Epochs without a better one after which it is over; at least 1.</param>
internal sealed class EarlyStopping(IReadOnlyList<Tensor> parameters, int patience) : ICheckpointed
{
    private readonly float[][] best = [.. parameters.Select(parameter => new float[parameter.numel()])];
    private long mostCorrect = -1;
    private int epochsSince;

    public bool IsOver => epochsSince >= patience;

    /// <summary>Epochs since the best one.</summary>
    public int EpochsSince => epochsSince;

    /// <summary>Counts the parameters as they are now; of equals the first stays the best.</summary>
    /// <param name="correct">Right answers on windows that are not learnt from.</param>
    public void Add(long correct)
    {
        epochsSince++;
        if (correct <= mostCorrect)
        {
            return;
        }

        (mostCorrect, epochsSince) = (correct, 0);
        foreach (var (kept, parameter) in best.Zip(parameters))
        {
            MemoryMarshal.Cast<byte, float>(parameter.bytes).CopyTo(kept);
        }
    }

    /// <summary>Sets the parameters to those of the best epoch; without any they stay as they are.</summary>
    public void Apply()
    {
        if (mostCorrect < 0)
        {
            return;
        }

        foreach (var (kept, parameter) in best.Zip(parameters))
        {
            kept.CopyTo(MemoryMarshal.Cast<byte, float>(parameter.bytes));
        }
    }

    /// <inheritdoc/>
    public void Save(BinaryWriter writer)
    {
        writer.Write(mostCorrect);
        writer.Write(epochsSince);
        foreach (var kept in best)
        {
            StateValues.Save(writer, (ReadOnlySpan<float>)kept);
        }
    }

    /// <inheritdoc/>
    public void Restore(BinaryReader reader)
    {
        mostCorrect = reader.ReadInt64();
        epochsSince = reader.ReadInt32();
        foreach (var kept in best)
        {
            StateValues.Restore(reader, kept.AsSpan());
        }
    }
}
