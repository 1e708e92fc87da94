using MicroNas.Core.Diagnostics;
using MicroNas.Learning.Native;

using TorchSharp;

namespace MicroNas.Learning.Tests.Native;

[Collection(TorchCollection.Name)]
public sealed class NativeLibrariesTests
{
    [Fact]
    public void Tensors_compute_after_loading()
    {
        using var scope = torch.NewDisposeScope();
        var sum = (torch.ones(3, 4) * 2f).sum();

        Assert.Equal(24f, sum.item<float>());
    }

    [Fact]
    public void The_expected_versions_are_those_that_were_restored()
    {
        var version = typeof(torch).Assembly.GetName().Version!;

        Assert.StartsWith($"{version.Major}.{version.Minor}", NativePackages.TorchSharpVersion, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_package_names_the_folders_that_were_searched()
    {
        var exception = Assert.Throws<MicroNasException>(() => NativeLibraries.Load(
            NativePlatform.Current(), new NativePackages(["/nowhere/a", "/nowhere/b"]), TorchFixture.CacheDirectory, _ => { }));

        Assert.Equal(DiagnosticCodes.NativeLibraryMissing, exception.Diagnostics[0].Code);
        Assert.Contains("/nowhere/a, /nowhere/b", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_is_no_library_is_a_coded_error_with_its_path()
    {
        using var root = new TemporaryFolder();
        var platform = NativePlatform.Current();
        WritePackage(root.Path, platform.TorchPackage, NativePackages.LibTorchVersion, platform, platform.TorchFiles[0]);
        WritePackage(root.Path, "torchsharp", NativePackages.TorchSharpVersion, platform, platform.BridgeFile);

        var exception = Assert.Throws<MicroNasException>(() => NativeLibraries.Load(
            platform, new NativePackages([root.Path]), TorchFixture.CacheDirectory, _ => { }));

        Assert.Equal(DiagnosticCodes.NativeLibraryLoadFailed, exception.Diagnostics[0].Code);
        Assert.Contains(root.Path, exception.Message, StringComparison.Ordinal);
    }

    private static void WritePackage(string root, string package, string version, NativePlatform platform, string file)
    {
        var folder = Path.Combine(root, package, version, "runtimes", platform.RuntimeIdentifier, "native");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, file), "not a library");
    }
}
