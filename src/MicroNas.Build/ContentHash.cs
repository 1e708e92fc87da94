using System.Security.Cryptography;

namespace MicroNas.Build;

/// <summary>SHA-256 in hexadecimal digits.</summary>
internal static class ContentHash
{
    public static string Of(byte[] content)
    {
        using var hash = SHA256.Create();
        return BitConverter.ToString(hash.ComputeHash(content)).Replace("-", "");
    }

    public static string OfFile(string path) => Of(File.ReadAllBytes(path));
}
