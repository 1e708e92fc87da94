using System.Runtime.InteropServices;

using MicroNas.Core.Diagnostics;

namespace MicroNas.Learning.Native;

/// <summary>The names that NuGet packages and files of libtorch have on one platform.</summary>
/// <param name="RuntimeIdentifier">Folder below <c>runtimes</c> in a package, for example <c>linux-x64</c>.</param>
/// <param name="TorchFiles">Libraries to load before the bridge, in order.</param>
/// <param name="BridgeFile">TorchSharp's own native library.</param>
internal sealed record NativePlatform(string RuntimeIdentifier, IReadOnlyList<string> TorchFiles, string BridgeFile)
{
    public string TorchPackage => $"libtorch-cpu-{RuntimeIdentifier}";

    /// <exception cref="MicroNasException">MNAS7001: libtorch is not published for this platform.</exception>
    public static NativePlatform Current()
    {
        var architecture = RuntimeInformation.ProcessArchitecture;
        if (OperatingSystem.IsLinux() && architecture == Architecture.X64)
        {
            return new NativePlatform("linux-x64", ["libtorch.so"], "libLibTorchSharp.so");
        }

        if (OperatingSystem.IsWindows() && architecture == Architecture.X64)
        {
            return new NativePlatform("win-x64", ["torch_cpu.dll"], "LibTorchSharp.dll");
        }

        if (OperatingSystem.IsMacOS() && architecture == Architecture.Arm64)
        {
            return new NativePlatform("osx-arm64", ["libtorch.dylib"], "libLibTorchSharp.dylib");
        }

        throw new MicroNasException(Diagnostic.Error(
            DiagnosticCodes.NativePlatformUnsupported,
            $"Search and training need libtorch, which is published for linux-x64, win-x64 and osx-arm64, not for {RuntimeInformation.OSDescription} on {architecture}. "
            + "Build on one of those, and compile the files it generates here with the property MicroNasMode=off, which needs no libtorch."));
    }
}
