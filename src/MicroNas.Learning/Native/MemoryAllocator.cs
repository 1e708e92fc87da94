using System.Runtime.InteropServices;

namespace MicroNas.Learning.Native;

/// <summary>
/// Tells glibc's allocator to keep freed memory. Every training step allocates and frees the same hundreds of megabytes of
/// activations; by default each block goes back to the kernel and is faulted in again, a fifth of the time of a step.
/// </summary>
internal static partial class MemoryAllocator
{
    private const int MapThreshold = -3;
    private const int TrimThreshold = -1;
    private const int TopPad = -2;

    /// <summary>Does nothing where the C library is not glibc.</summary>
    public static void KeepFreedMemory()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = SetOption(MapThreshold, 1 << 30);
            _ = SetOption(TrimThreshold, int.MaxValue);
            _ = SetOption(TopPad, 64 << 20);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Only speed is at stake: another C library has no mallopt.
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
