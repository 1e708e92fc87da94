using System.Runtime.InteropServices;

namespace MicroNas.Learning.Native;

/// <summary>
/// What libtorch writes to standard error by itself. Its warnings are about processors ("Could not initialize NNPACK", for every
/// new shape of a convolution), tell users nothing and break up the live view; errors stay.
/// </summary>
internal static class NativeMessages
{
    private const string LevelVariable = "FLAGS_caffe2_log_level";
    private const int Error = 2;

    /// <summary>Does nothing where the library does not export its level.</summary>
    /// <param name="library">Handle of libtorch; the level stands in one of the libraries that came with it.</param>
    public static void KeepErrorsOnly(IntPtr library)
    {
        if (NativeLibrary.TryGetExport(library, LevelVariable, out var level))
        {
            Marshal.WriteInt32(level, Error);
        }
    }
}
