using System.Security.Cryptography;

using MicroNas.Core.Diagnostics;
using MicroNas.Learning.Native;

namespace MicroNas.Learning.Tests.Native;

public sealed class CorrectedBridgeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static string Original => Path.Combine(
        NativePackages.Default().FindNatives("torchsharp", NativePackages.TorchSharpVersion, "linux-x64")!, "libLibTorchSharp.so");

    [Fact]
    public void Correction_changes_a_symbol_and_a_version_record_and_nothing_else()
    {
        var original = File.ReadAllBytes(Original);

        var corrected = BridgeCorrection.Apply(Original);

        Assert.Equal(original.Length, corrected.Length);
        var changed = original.Zip(corrected).Count(pair => pair.First != pair.Second);
        Assert.InRange(changed, 1, "_ZSt21ios_base_library_initv".Length + 8);
        Assert.Equal(BridgeCorrection.KnownHash, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Original))));
    }

    [Fact]
    public void Another_build_of_the_library_is_refused_and_nothing_is_written()
    {
        var image = File.ReadAllBytes(Original);
        image[^1] ^= 1;
        var other = folder.File("libLibTorchSharp.so");
        File.WriteAllBytes(other, image);
        var cache = folder.File("cache");

        var exception = Assert.Throws<MicroNasException>(() => CorrectedBridge.Ensure(other, cache));

        Assert.Equal(DiagnosticCodes.NativeLibraryUnknownBuild, exception.Diagnostics[0].Code);
        Assert.Contains(BridgeCorrection.KnownHash, exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cache));
    }

    [Fact]
    public void A_damaged_copy_is_replaced_and_a_good_one_kept()
    {
        var (path, written) = CorrectedBridge.Ensure(Original, folder.Path);
        Assert.True(written);
        Assert.False(CorrectedBridge.Ensure(Original, folder.Path).Written);
        File.WriteAllText(path, "torn");

        Assert.True(CorrectedBridge.Ensure(Original, folder.Path).Written);

        Assert.Equal(BridgeCorrection.Apply(Original), File.ReadAllBytes(path));
    }

    [Fact]
    public void Many_at_once_leave_one_whole_file()
    {
        Parallel.For(0, 8, _ => CorrectedBridge.Ensure(Original, folder.Path));

        var file = Assert.Single(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
        Assert.Equal(BridgeCorrection.Apply(Original), File.ReadAllBytes(file));
    }

    [Fact]
    public void A_cache_folder_that_cannot_be_made_is_a_coded_error()
    {
        var file = folder.File("file");
        File.WriteAllText(file, "in the way");

        var exception = Assert.Throws<MicroNasException>(() => CorrectedBridge.Ensure(Original, file));

        Assert.Equal(DiagnosticCodes.NativeLibraryCacheNotWritable, exception.Diagnostics[0].Code);
    }

    public void Dispose() => folder.Dispose();
}
