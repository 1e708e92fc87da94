using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MicroNas.Core.Configuration;

namespace MicroNas.Core.Datasets;

/// <summary>The hash of all that later stages see of a data set: names, rate, the windows of each split, normalisation, rotation groups, augmentation.</summary>
internal static class DatasetHash
{
    /// <summary>Left out of the hash: the default at the time when augmentation joined it, which changed no hash so. It stays when a default changes.</summary>
    private static readonly AugmentationOptions LeftOut =
        new() { Rotation = 12, Jitter = 0, Scaling = 0, TimeWarp = 0, TimeShift = 0, ChannelDropout = 0 };

    /// <summary>SHA-256 in lower-case hex; the hash that <paramref name="dataset"/> itself carries plays no part.</summary>
    public static string Compute(Dataset dataset)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, "micronas-dataset-1");
        Append(hash, dataset.ClassNames);
        Append(hash, dataset.ChannelNames);
        Append(hash, [dataset.SampleRate.Value]);
        foreach (var part in new[] { dataset.Training, dataset.Validation, dataset.Test })
        {
            Append(hash, [part.Count, part.Length, part.Channels]);
            Append<float>(hash, part.Values);
            Append<int>(hash, part.Labels);
            Append<int>(hash, part.Subjects ?? []);
        }

        Append(hash, dataset.Normalization.Mean.AsSpan());
        Append(hash, dataset.Normalization.StandardDeviation.AsSpan());
        Append(hash, [dataset.Normalization.ClipStandardDeviations, dataset.Normalization.KneeStandardDeviations]);
        foreach (var group in dataset.RotationGroups)
        {
            Append(hash, group.AsSpan());
        }

        if (dataset.Augmentation != LeftOut)
        {
            Append(hash, CanonicalOptions.ToCanonicalJson(dataset.Augmentation));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, IReadOnlyList<string> texts)
    {
        Append(hash, [texts.Count]);
        foreach (var text in texts)
        {
            Append(hash, text);
        }
    }

    private static void Append(IncrementalHash hash, string text) => Append<byte>(hash, Encoding.UTF8.GetBytes(text));

    /// <summary>The length goes first, so that two lists cannot run into one another.</summary>
    private static void Append<T>(IncrementalHash hash, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Span<byte> length = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, values.Length);
        hash.AppendData(length);

        // All platforms that the engine runs on are little-endian.
        while (values.Length > 0)
        {
            var chunk = values[..Math.Min(values.Length, 1 << 20)];
            hash.AppendData(MemoryMarshal.AsBytes(chunk));
            values = values[chunk.Length..];
        }
    }
}
