namespace MicroNas.Core.Datasets;

/// <summary>Labelled windows in the sensors' own units.</summary>
public sealed class WindowSet
{
    /// <param name="values">N x T x S, row-major.</param>
    /// <param name="labels">A class index from 0 for each window.</param>
    /// <param name="subjects">A person's number for each window, or null where the data names none.</param>
    /// <param name="length">T, samples a window.</param>
    /// <param name="channels">S, sensor channels.</param>
    public WindowSet(float[] values, int[] labels, int[]? subjects, int length, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, checked(labels.Length * length * channels));
        if (subjects is not null)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(subjects.Length, labels.Length);
        }

        Values = values;
        Labels = labels;
        Subjects = subjects;
        Length = length;
        Channels = channels;
    }

    /// <summary>N x T x S, row-major.</summary>
    public float[] Values { get; }

    public int[] Labels { get; }

    public int[]? Subjects { get; }

    /// <summary>T, samples a window.</summary>
    public int Length { get; }

    /// <summary>S, sensor channels.</summary>
    public int Channels { get; }

    /// <summary>N, windows.</summary>
    public int Count => Labels.Length;

    /// <summary>One window, T x S.</summary>
    public ReadOnlySpan<float> Window(int index) => Values.AsSpan(index * Length * Channels, Length * Channels);

    /// <summary>The windows at <paramref name="indices"/>, in that order.</summary>
    public WindowSet Select(IReadOnlyList<int> indices)
    {
        var size = Length * Channels;
        var values = new float[indices.Count * size];
        for (var i = 0; i < indices.Count; i++)
        {
            Window(indices[i]).CopyTo(values.AsSpan(i * size, size));
        }

        var subjects = Subjects is null ? null : indices.Select(i => Subjects[i]).ToArray();
        return new WindowSet(values, [.. indices.Select(i => Labels[i])], subjects, Length, Channels);
    }

    /// <summary>These windows followed by those of <paramref name="other"/>, which has the same T and S.</summary>
    public WindowSet Concatenate(WindowSet other)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.Length, Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.Channels, Channels);
        var subjects = Subjects is null || other.Subjects is null ? null : (int[])[.. Subjects, .. other.Subjects];
        return new WindowSet([.. Values, .. other.Values], [.. Labels, .. other.Labels], subjects, Length, Channels);
    }
}
