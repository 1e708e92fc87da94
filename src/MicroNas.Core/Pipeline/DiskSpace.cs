namespace MicroNas.Core.Pipeline;

/// <summary>Whether there is room on a disk.</summary>
public static class DiskSpace
{
    /// <summary>Whether something could not be written because the disk, or the user's part of it, is full.</summary>
    public static bool IsFull(Exception exception) => exception is IOException && exception.HResult switch
    {
        28 when !OperatingSystem.IsWindows() => true, // ENOSPC
        122 when OperatingSystem.IsLinux() => true, // EDQUOT
        69 when OperatingSystem.IsMacOS() => true, // EDQUOT
        unchecked((int)0x80070070) or unchecked((int)0x80070027) => true, // ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL
        _ => false,
    };

    /// <summary>Bytes that this user can still write in an existing folder; null where the system does not say.</summary>
    public static long? FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
