using System.IO.Ports;
using System.Runtime.InteropServices;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Units;
using MicroNas.Learning.Native;

namespace MicroNas.Cli.Doctor;

/// <summary>The machine: platform, native libraries, serial ports, stage cache.</summary>
internal static class MachineChecks
{
    private const long LittleBytes = 1_000_000_000;

    public static Finding Platform(NativeInspection natives)
    {
        var found = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors";
        return natives.Platform is { } platform
            ? new Finding("platform", Verdict.Ok, $"{found} ({platform})")
            : new Finding(
                "platform", Verdict.Warning, found,
                "search and training run on linux-x64, win-x64 and osx-arm64: make the lock file there, and build here with --locked or MicroNasMode=locked");
    }

    public static Finding Natives(NativeInspection natives) => natives switch
    {
        { Platform: null } => new Finding("natives", Verdict.Warning, "libtorch is not published for this platform", "mode locked needs none"),
        { Missing.Count: > 0 } => new Finding(
            "natives", Verdict.Warning, $"{string.Join(" and ", natives.Missing)} not in {string.Join(", ", natives.Roots)}",
            "the first search or training gets them from the NuGet sources below (mode locked needs none): run 'dotnet micronas restore-natives' before this machine "
            + "loses its network, or name the package folder that has them in NUGET_PACKAGES"),
        _ => new Finding("natives", Verdict.Ok, string.Join(", ", natives.Present)),
    };

    /// <summary>No port is opened: that would reset many a board.</summary>
    public static Finding Ports()
    {
        var ports = SerialPort.GetPortNames().Order(StringComparer.Ordinal).ToList();
        var closed = OperatingSystem.IsWindows()
            ? []
            : ports.Where(port => ChildProcess.TryRun("test", ["-r", port, "-a", "-w", port]) is { ExitCode: not 0 }).ToList();
        return (ports.Count, closed.Count) switch
        {
            (0, _) => new Finding("board ports", Verdict.Ok, "none; only 'latency: board', characterize --port and measure --port need one"),
            (_, 0) => new Finding("board ports", Verdict.Ok, string.Join(", ", ports)),
            _ => new Finding(
                "board ports", Verdict.Warning, $"{string.Join(", ", ports)}; this user may not use {string.Join(", ", closed)}",
                "join the group that owns the device (on Debian 'dialout') and sign in again"),
        };
    }

    public static Finding Cache(string folder)
    {
        ByteSize limit;
        try
        {
            limit = CacheLimit.Default;
        }
        catch (MicroNasException exception)
        {
            return new Finding("cache", Verdict.Missing, exception.Diagnostics[0].Message, $"write {CacheLimit.Variable} like '2 GB' or '500 MB', or unset it");
        }

        try
        {
            AtomicFile.Write(Path.Combine(folder, ".doctor"), []);
            File.Delete(Path.Combine(folder, ".doctor"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Finding(
                "cache", Verdict.Missing, $"{folder} cannot be written: {exception.Message}",
                "free space or mend its permissions, or name another folder in MICRONAS_CACHE or --cache");
        }

        var total = new CacheMaintenance(folder, TimeProvider.System).UsedBytes();
        var free = DiskSpace.FreeBytes(folder);
        var found = $"{folder}, {Output.CacheText.Size(total)} of {Output.CacheText.Size(limit.Bytes)}"
            + (free is { } bytes ? $", {Output.CacheText.Size(bytes)} free on its disk" : "");
        return free < LittleBytes
            ? new Finding("cache", Verdict.Warning, found, "free space, or run 'dotnet micronas cache prune --limit SIZE'")
            : new Finding("cache", Verdict.Ok, found);
    }
}
