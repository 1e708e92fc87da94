using System.IO.Ports;
using System.Reflection;
using System.Runtime.InteropServices;
using MicroNas.Learning.Native;

namespace MicroNas.Cli;

/// <summary>
/// The native libraries of plots and of serial ports. Few runs need them, so they stay in their packages, and are restored and loaded from there when first called.
/// </summary>
internal static class PackagedLibraries
{
    public const string SkiaVersion = "3.119.0";
    public const string HarfBuzzVersion = "8.3.1.1";
    public const string PortsVersion = "10.0.14";

    /// <param name="workDirectory">For the temporary files of a restore.</param>
    public static void Register(Func<string> workDirectory)
    {
        var system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "macos" : "linux";
        var skia = system == "linux" ? "skiasharp.nativeassets.linux.nodependencies" : $"skiasharp.nativeassets.{system}";
        // The libraries for macOS serve both processors.
        var folder = OperatingSystem.IsMacOS() ? "osx" : RuntimeInformation.RuntimeIdentifier;
        Register(typeof(SkiaSharp.SKImageInfo).Assembly, "libSkiaSharp", new NativePackage(skia, SkiaVersion), folder, workDirectory);
        Register(typeof(HarfBuzzSharp.Feature).Assembly, "libHarfBuzzSharp", new NativePackage($"harfbuzzsharp.nativeassets.{system}", HarfBuzzVersion), folder, workDirectory);
        if (!OperatingSystem.IsWindows())
        {
            var ports = new NativePackage($"runtime.{RuntimeInformation.RuntimeIdentifier}.runtime.native.system.io.ports", PortsVersion);
            Register(typeof(SerialPort).Assembly, "libSystem.IO.Ports.Native", ports, RuntimeInformation.RuntimeIdentifier, workDirectory);
        }
    }

    private static void Register(Assembly wrapper, string library, NativePackage package, string folder, Func<string> workDirectory) =>
        NativeLibrary.SetDllImportResolver(wrapper, (name, assembly, searchPath) =>
        {
            if (name != library)
            {
                return IntPtr.Zero;
            }

            if (NativeLibrary.TryLoad(name, assembly, searchPath, out var handle))
            {
                return handle;
            }

            // What restore says is seen where it fails.
            var roots = new PackageRestore(workDirectory(), _ => { }).Ensure(NativePackages.Default(), folder, [package], CancellationToken.None);
            return roots.FindNatives(package.Id, package.Version, folder) is { } place ? NativeLibrary.Load(Path.Combine(place, library + Extension)) : IntPtr.Zero;
        });

    private static string Extension => OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
}
