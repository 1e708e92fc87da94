namespace MicroNas.Core.Diagnostics;

/// <summary>70xx: the native libraries of search and training (libtorch and TorchSharp's bridge to it).</summary>
public static partial class DiagnosticCodes
{
    /// <summary>No native libtorch is published for this operating system and processor.</summary>
    public const string NativePlatformUnsupported = "MNAS7001";

    /// <summary>A native library is in none of the package folders.</summary>
    public const string NativeLibraryMissing = "MNAS7002";

    /// <summary>A native library is there, but the operating system does not load it.</summary>
    public const string NativeLibraryLoadFailed = "MNAS7003";

    /// <summary>The bridge library needs the correction for older C++ runtimes, but is not the build that the correction knows.</summary>
    public const string NativeLibraryUnknownBuild = "MNAS7004";

    /// <summary>The corrected copy of the bridge library cannot be written to the cache folder.</summary>
    public const string NativeLibraryCacheNotWritable = "MNAS7005";

    /// <summary>The packages of a native library cannot be restored.</summary>
    public const string NativeRestoreFailed = "MNAS7006";
}
