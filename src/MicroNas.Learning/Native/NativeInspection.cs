using MicroNas.Core.Diagnostics;

namespace MicroNas.Learning.Native;

/// <summary>Where the native libraries of search and training are, looked up without loading one.</summary>
/// <param name="Platform">Runtime identifier; null where libtorch is not published for this system.</param>
/// <param name="Present">Folders of the packages that are there.</param>
/// <param name="Missing">Packages that are not, with their version.</param>
/// <param name="Roots">Package folders that were looked in, in order.</param>
public sealed record NativeInspection(
    string? Platform, IReadOnlyList<string> Present, IReadOnlyList<string> Missing, IReadOnlyList<string> Roots)
{
    public static NativeInspection Run()
    {
        var packages = NativePackages.Default();
        try
        {
            var platform = NativePlatform.Current();
            (string Package, string Version)[] needed =
            [
                (platform.TorchPackage, NativePackages.LibTorchVersion), ("torchsharp", NativePackages.TorchSharpVersion),
            ];
            var found = needed.Select(package => packages.FindNatives(package.Package, package.Version, platform.RuntimeIdentifier)).ToList();
            return new NativeInspection(
                platform.RuntimeIdentifier,
                [.. found.OfType<string>()],
                [.. needed.Where((_, index) => found[index] is null).Select(package => $"{package.Package} {package.Version}")],
                packages.Roots);
        }
        catch (MicroNasException)
        {
            return new NativeInspection(null, [], [], packages.Roots);
        }
    }
}
