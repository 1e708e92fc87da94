using System.Security.Cryptography;
using System.Text;

namespace MicroNas.Core.Pipeline;

/// <summary>The file <c>manifest.json</c> of a cache entry.</summary>
/// <param name="Key">Key of the inputs that led to the entry.</param>
/// <param name="Files">SHA-256 of each file, by name.</param>
/// <param name="Digest">SHA-256 over the two above: the manifest can be damaged like any file.</param>
internal sealed record CacheManifest(string Key, SortedDictionary<string, string> Files, string Digest)
{
    public static CacheManifest Create(string key, SortedDictionary<string, string> files)
    {
        var manifest = new CacheManifest(key, files, "");
        return manifest with { Digest = manifest.ComputeDigest() };
    }

    public string ComputeDigest()
    {
        var text = string.Concat(Files.Select(file => $"{file.Key}\n{file.Value}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Key}\n{text}")));
    }
}
