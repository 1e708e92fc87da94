using MicroNas.Core.Diagnostics;
using MicroNas.Core.Units;

namespace MicroNas.Core.Pipeline;

/// <summary>
/// Content-addressed results of stages: <c>directory/stage/key/</c> with a manifest. An entry appears whole (written beside
/// its place and renamed) and is checked by hash when read; a damaged one is dropped, so that the stage runs again. Beyond a
/// size, the entries that were not used for longest go.
/// </summary>
/// <param name="directory">Made when it is missing.</param>
/// <param name="limit">Of all entries together; null for none.</param>
/// <param name="time">Says when an entry is used; null for the system's.</param>
public sealed class StageCache(string directory, ByteSize? limit = null, TimeProvider? time = null)
{
    /// <summary>What the entries may take where nobody says.</summary>
    public static readonly ByteSize DefaultLimit = new(2_000_000_000);

    private const long LeastFreeBytes = 16 << 20;

    /// <summary>What a file takes at least on most disks.</summary>
    private const int BlockBytes = 4096;
    private static readonly TimeSpan LockRetryInterval = TimeSpan.FromMilliseconds(200);

    private readonly TimeProvider clock = time ?? TimeProvider.System;

    public string DirectoryPath { get; } = directory;

    private CacheMaintenance Maintenance => new(DirectoryPath, clock);

    /// <summary>The entry for these inputs, or null when there is none or it is damaged.</summary>
    /// <param name="stage">Whose result.</param>
    /// <param name="inputs">What it depends on.</param>
    /// <param name="damage">What is wrong with an existing entry; null when nothing is.</param>
    public CacheEntry? TryRead(StageName stage, StageInputs inputs, out string? damage)
    {
        var folder = EntryFolder(stage, inputs);
        var entry = CacheFolder.TryRead(folder, inputs.Key, out var fault);
        damage = fault is null ? null : $"the cache entry was damaged ({fault}) and is made again";
        if (entry is not null)
        {
            CacheFolder.Touch(folder, clock.GetUtcNow());
        }

        return entry;
    }

    /// <summary>Removes a damaged entry. Only for the holder of <see cref="Acquire"/>: another build may just have mended it.</summary>
    /// <exception cref="MicroNasException">MNAS7223: it cannot be removed; what the stage makes could not be stored.</exception>
    public void Drop(StageName stage, StageInputs inputs)
    {
        var folder = EntryFolder(stage, inputs);
        if (!CacheFolder.Remove(folder) && Directory.Exists(folder))
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.CacheEntryStuck,
                "This entry of the stage cache is damaged and cannot be removed, so that its stage would run in every build. Remove the folder, or mend its permissions, "
                + "or name another cache with --cache or MICRONAS_CACHE.",
                new SourceLocation(folder)));
        }
    }

    /// <summary>Stores an entry; when another process stored the same one meanwhile, theirs stays.</summary>
    /// <exception cref="MicroNasException">MNAS7220: the disk is full, and other entries do not make room for it.</exception>
    public void Store(StageName stage, StageInputs inputs, CacheEntry entry)
    {
        try
        {
            CacheFolder.Write(EntryFolder(stage, inputs), inputs.Key, entry);
        }
        catch (IOException exception) when (DiskSpace.IsFull(exception))
        {
            MakeRoom(entry.Files.Values.Sum(file => file.Length + BlockBytes) + (2 * BlockBytes));
            try
            {
                CacheFolder.Write(EntryFolder(stage, inputs), inputs.Key, entry);
            }
            catch (IOException again) when (DiskSpace.IsFull(again))
            {
                throw Full($"the result of the stage {stage.Name()} cannot be stored: {again.Message}", again);
            }
        }

        CacheFolder.Touch(EntryFolder(stage, inputs), clock.GetUtcNow());
        if (limit is { } most)
        {
            Maintenance.Prune(most, inputs.Key);
        }
    }

    /// <summary>Ends long work before it begins where its result could not be stored.</summary>
    /// <exception cref="MicroNasException">MNAS7220: the disk is full.</exception>
    public void RequireSpace()
    {
        Directory.CreateDirectory(DirectoryPath);
        MakeRoom(LeastFreeBytes);
        if (DiskSpace.FreeBytes(DirectoryPath) is { } free and < LeastFreeBytes)
        {
            throw Full($"{new ByteSize(free)} are free, and a run needs {new ByteSize(LeastFreeBytes)}", null);
        }
    }

    /// <summary>Where the unfinished work on an entry keeps its state; only for the holder of <see cref="Acquire"/>.</summary>
    public string CheckpointPath(StageName stage, StageInputs inputs) => EntryFolder(stage, inputs) + CheckpointFile.Suffix;

    /// <summary>
    /// Holds the right to make this entry until disposed, so that builds which need the same entry do the work once.
    /// </summary>
    /// <param name="stage">Whose result.</param>
    /// <param name="inputs">What it depends on.</param>
    /// <param name="holder">Who asks, for those who will wait: such as the path of the model's yaml.</param>
    /// <param name="onWait">Called once when another build holds it, with that build's holder, as far as it is known.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public IDisposable Acquire(StageName stage, StageInputs inputs, string holder, Action<string?> onWait, CancellationToken cancellation)
    {
        var folder = EntryFolder(stage, inputs);
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        var waited = false;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (HeldEntry.TryAcquire(folder, holder) is { } held)
            {
                return held;
            }

            if (!waited)
            {
                waited = true;
                onWait(HeldEntry.ReadNote(folder));
            }

            cancellation.WaitHandle.WaitOne(LockRetryInterval);
        }
    }

    /// <summary>The entries that were not used for longest make room, if they can: where others fill the disk, they are kept.</summary>
    private void MakeRoom(long bytes)
    {
        if (DiskSpace.FreeBytes(DirectoryPath) is { } free && free < bytes)
        {
            var left = Maintenance.UsedBytes() - (bytes - free);
            if (left >= 0)
            {
                Maintenance.Prune(new ByteSize(left));
            }
        }
    }

    private MicroNasException Full(string what, Exception? inner) => new(
        Diagnostic.Error(
            DiagnosticCodes.DiskFull,
            $"The disk of the stage cache is full: {what}. Free space ('dotnet micronas cache prune --limit SIZE' for example), or name a cache on another disk "
            + "with --cache or MICRONAS_CACHE, and run again: finished stages are kept.",
            new SourceLocation(DirectoryPath)),
        inner);

    private string EntryFolder(StageName stage, StageInputs inputs) => Path.Combine(DirectoryPath, stage.Name(), inputs.Key);
}
