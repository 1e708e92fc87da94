using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MicroNas.Boards.Tests.Bench;

/// <summary>A pseudo-terminal: a serial port's name at one end, bytes at the other.</summary>
internal sealed partial class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2;
    private const int NotControlling = 0x100;
    private const int CloseOnExecute = 0x80000;

    private readonly SafeFileHandle master;

    /// <summary>Held open, so that the other end does not hang up while nobody has the port open.</summary>
    private readonly FileStream slave;

    public PseudoTerminal()
    {
        // Emulators that other tests start meanwhile would keep the terminal open.
        var descriptor = posix_openpt(ReadWrite | NotControlling | CloseOnExecute);
        master = new SafeFileHandle(descriptor, ownsHandle: true);
        if (descriptor < 0 || grantpt(descriptor) != 0 || unlockpt(descriptor) != 0)
        {
            throw new IOException("this system gives no pseudo-terminal");
        }

        Port = Marshal.PtrToStringUTF8(ptsname(descriptor))!;
        slave = new FileStream(Port, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
        Stream = new FileStream(master, FileAccess.ReadWrite, 0);
    }

    public string Port { get; }

    public Stream Stream { get; }

    public void Dispose()
    {
        slave.Dispose();
        master.Dispose();
    }

    [LibraryImport("libc")]
    private static partial int posix_openpt(int flags);

    [LibraryImport("libc")]
    private static partial int grantpt(int descriptor);

    [LibraryImport("libc")]
    private static partial int unlockpt(int descriptor);

    [LibraryImport("libc")]
    private static partial nint ptsname(int descriptor);
}
