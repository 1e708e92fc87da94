namespace MicroNas.Core.Datasets.Arrays;

/// <summary>The <c>.npy</c> files of a folder.</summary>
internal sealed class FolderArraySource(string path) : IArraySource
{
    public string Origin => path;

    public IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(path, "*.npy").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public NpyArray Read(string name)
    {
        var file = Path.Combine(path, name + ".npy");
        using var stream = File.OpenRead(file);
        return NpyReader.Read(stream, file);
    }

    public void Dispose()
    {
    }
}
