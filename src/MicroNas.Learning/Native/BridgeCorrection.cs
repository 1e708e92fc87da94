using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

using MicroNas.Core.Diagnostics;

namespace MicroNas.Learning.Native;

/// <summary>
/// Makes TorchSharp's linux-x64 bridge loadable where the C++ runtime is older than GCC 13's. The bridge asks for version
/// GLIBCXX_3.4.32 because of one symbol, <c>std::ios_base_library_init</c>, whose work <c>std::ios_base::Init</c> (3.4) did before.
/// </summary>
internal static class BridgeCorrection
{
    /// <summary>What the loader's message names when this correction is the cure.</summary>
    public const string MissingVersion = "GLIBCXX_3.4.32";

    /// <summary>SHA-256 of <c>libLibTorchSharp.so</c> in TorchSharp 0.107.0: the one build that the correction was checked with.</summary>
    public const string KnownHash = "cf33b1b0bb6bbb9754a768fb5c5d04d9f498603be50e73f55621a0b40ee608b8";

    private const uint NewVersionHash = 0x0297f842;
    private const uint OldVersionHash = 0x08922974;

    private static readonly byte[] NewSymbol = "_ZSt21ios_base_library_initv\0"u8.ToArray();
    private static readonly byte[] OldSymbol = "_ZNSt8ios_base4InitC1Ev\0"u8.ToArray();

    /// <summary>The corrected library as bytes.</summary>
    /// <param name="path">The library in the package folder; only read.</param>
    /// <exception cref="MicroNasException">MNAS7004: not the known build.</exception>
    public static byte[] Apply(string path)
    {
        var image = File.ReadAllBytes(path);
        var hash = Convert.ToHexStringLower(SHA256.HashData(image));
        if (hash != KnownHash)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.NativeLibraryUnknownBuild,
                $"{path} needs {MissingVersion}, which this system's libstdc++ lacks, and is not the build that can be corrected: its SHA-256 is {hash}, expected {KnownHash}. "
                + $"Delete that package folder and restore again, or use a system with GCC 13's libstdc++ (Debian 13, Ubuntu 24.04).",
                new SourceLocation(path)));
        }

        ReplaceSymbol(image);
        ReplaceVersion(image);
        return image;
    }

    private static void ReplaceSymbol(Span<byte> image)
    {
        // The debugger's .strtab has the same name; only the one that the loader binds by may change.
        var section = FindSection(image, ".dynstr");
        var at = section.Start + image[section.Start..section.End].IndexOf(NewSymbol);
        OldSymbol.CopyTo(image[at..]);
        image[(at + OldSymbol.Length)..(at + NewSymbol.Length)].Clear();
    }

    /// <summary>Elf64_Vernaux: hash (4 bytes), flags (2), version index (2), offset of the name in .dynstr (4), next (4).</summary>
    private static void ReplaceVersion(Span<byte> image)
    {
        var newRecord = FindVersionRecord(image, NewVersionHash);
        var oldRecord = FindVersionRecord(image, OldVersionHash);
        image.Slice(oldRecord, 4).CopyTo(image[newRecord..]);
        image.Slice(oldRecord + 8, 4).CopyTo(image[(newRecord + 8)..]);
    }

    private static int FindVersionRecord(ReadOnlySpan<byte> image, uint hash)
    {
        var section = FindSection(image, ".gnu.version_r");
        for (var at = section.Start; at < section.End; at += 4)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(image[at..]) == hash)
            {
                return at;
            }
        }

        throw new InvalidDataException($"No version record with hash 0x{hash:x8}.");
    }

    private static (int Start, int End) FindSection(ReadOnlySpan<byte> image, string name)
    {
        const int headerSize = 64;
        var headers = (int)BinaryPrimitives.ReadUInt64LittleEndian(image[0x28..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(image[0x3C..]);
        var namesIndex = BinaryPrimitives.ReadUInt16LittleEndian(image[0x3E..]);
        var names = (int)BinaryPrimitives.ReadUInt64LittleEndian(image[(headers + (namesIndex * headerSize) + 0x18)..]);
        for (var i = 0; i < count; i++)
        {
            var header = image.Slice(headers + (i * headerSize), headerSize);
            var nameBytes = image[(names + BinaryPrimitives.ReadInt32LittleEndian(header))..];
            if (Encoding.ASCII.GetString(nameBytes[..nameBytes.IndexOf((byte)0)]) == name)
            {
                var start = (int)BinaryPrimitives.ReadUInt64LittleEndian(header[0x18..]);
                return (start, start + (int)BinaryPrimitives.ReadUInt64LittleEndian(header[0x20..]));
            }
        }

        throw new InvalidDataException($"No section {name}.");
    }
}
