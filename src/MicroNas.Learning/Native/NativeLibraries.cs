using System.Runtime.InteropServices;

using MicroNas.Core.Diagnostics;

using TorchSharp;

namespace MicroNas.Learning.Native;

/// <summary>Loads libtorch and TorchSharp's bridge from the NuGet package folder, before TorchSharp looks for them itself.</summary>
public static class NativeLibraries
{
    private static readonly Lock Gate = new();
    private static bool loaded;

    /// <summary>
    /// Loads the libraries once a process; later calls return at once. Call it before anything of TorchSharp is touched.
    /// </summary>
    /// <param name="cacheDirectory">Where a corrected copy of the bridge is kept, should this system need one.</param>
    /// <param name="log">Receives one line when packages are restored or the corrected copy is made.</param>
    /// <param name="cancellation">Ends a restore.</param>
    /// <exception cref="MicroNasException">MNAS7001 to MNAS7006: platform, what was looked for and where, and how to mend it.</exception>
    public static void EnsureLoaded(string cacheDirectory, Action<string> log, CancellationToken cancellation = default)
    {
        lock (Gate)
        {
            if (!loaded)
            {
                var platform = NativePlatform.Current();
                var bridge = Load(platform, Ensure(platform, cacheDirectory, log, cancellation), cacheDirectory, log);
                NativeLibrary.SetDllImportResolver(
                    typeof(torch).Assembly, (name, _, _) => name == "LibTorchSharp" ? bridge : IntPtr.Zero);
                MemoryAllocator.KeepFreedMemory();
                loaded = true;
            }
        }
    }

    /// <summary>Restores the packages where they are missing, without loading them.</summary>
    /// <returns>The folders of packages that they are in.</returns>
    /// <exception cref="MicroNasException">MNAS7001, MNAS7006.</exception>
    public static IReadOnlyList<string> Restore(string cacheDirectory, Action<string> log, CancellationToken cancellation) =>
        Ensure(NativePlatform.Current(), cacheDirectory, log, cancellation).Roots;

    private static NativePackages Ensure(NativePlatform platform, string cacheDirectory, Action<string> log, CancellationToken cancellation) =>
        new PackageRestore(cacheDirectory, log).Ensure(
            NativePackages.Default(),
            platform.RuntimeIdentifier,
            [new NativePackage(platform.TorchPackage, NativePackages.LibTorchVersion), new NativePackage("torchsharp", NativePackages.TorchSharpVersion)],
            cancellation);

    /// <returns>The handle of the bridge.</returns>
    internal static IntPtr Load(NativePlatform platform, NativePackages packages, string cacheDirectory, Action<string> log)
    {
        var torchFolder = Find(packages, platform, platform.TorchPackage, NativePackages.LibTorchVersion);
        var bridgeFolder = Find(packages, platform, "torchsharp", NativePackages.TorchSharpVersion);
        foreach (var file in platform.TorchFiles)
        {
            NativeMessages.KeepErrorsOnly(LoadFile(Path.Combine(torchFolder, file), platform));
        }

        var bridge = Path.Combine(bridgeFolder, platform.BridgeFile);
        try
        {
            return NativeLibrary.Load(bridge);
        }
        catch (DllNotFoundException exception)
            when (platform.RuntimeIdentifier == "linux-x64" && exception.Message.Contains(BridgeCorrection.MissingVersion, StringComparison.Ordinal))
        {
            var (path, written) = CorrectedBridge.Ensure(bridge, cacheDirectory);
            if (written)
            {
                log($"libstdc++ is older than {BridgeCorrection.MissingVersion}: wrote a corrected copy of {platform.BridgeFile} to {path}");
            }

            return LoadFile(path, platform);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw LoadFailed(bridge, platform, exception);
        }
    }

    private static string Find(NativePackages packages, NativePlatform platform, string package, string version) =>
        packages.FindNatives(package, version, platform.RuntimeIdentifier)
        ?? throw new MicroNasException(Diagnostic.Error(
            DiagnosticCodes.NativeLibraryMissing,
            $"The package {package} {version} (natives for {platform.RuntimeIdentifier}) is in none of: {string.Join(", ", packages.Roots)}. "
            + "Run `dotnet micronas restore-natives`, or set NUGET_PACKAGES to the folder that has it."));

    private static IntPtr LoadFile(string path, NativePlatform platform)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw LoadFailed(path, platform, exception);
        }
    }

    private static MicroNasException LoadFailed(string path, NativePlatform platform, Exception exception) => new(
        Diagnostic.Error(
            DiagnosticCodes.NativeLibraryLoadFailed,
            $"{path} does not load on {RuntimeInformation.OSDescription} ({platform.RuntimeIdentifier}): {OneLine(exception.Message)} "
            + "Delete its package folder and restore again; on Windows install the Visual C++ redistributable; on Linux use a glibc distribution.",
            new SourceLocation(path)),
        exception);

    private static string OneLine(string text) => string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
