namespace MicroNas.Core.Diagnostics;

/// <content>72xx: the lock file and the stage cache. Each has a section in <c>docs/errors/lock-and-cache.md</c>.</content>
public static partial class DiagnosticCodes
{
    /// <summary>Mode locked without a lock file.</summary>
    public const string LockFileMissing = "MNAS7201";

    /// <summary>A lock file that is damaged or of a later version.</summary>
    public const string LockFileUnreadable = "MNAS7202";

    /// <summary>Mode locked, and an input is not what the lock file says.</summary>
    public const string LockFileStale = "MNAS7203";

    /// <summary>Mode locked, and a file of the model folder is missing or does not have the hash that the lock file says.</summary>
    public const string LockedModelUnusable = "MNAS7204";

    /// <summary>Mode locked, and other files are emitted than the lock file says.</summary>
    public const string LockedOutputsDiffer = "MNAS7205";

    /// <summary>Warning: mode locked without the data, which could not be compared.</summary>
    public const string LockedWithoutData = "MNAS7206";

    /// <summary>The lock file to compare with is not there.</summary>
    public const string NothingToCompare = "MNAS7207";

    /// <summary>Mode locked, and the model or its results are not what the lock file says.</summary>
    public const string LockedResultsDiffer = "MNAS7208";

    /// <summary>A disk is full.</summary>
    public const string DiskFull = "MNAS7220";

    /// <summary>Warning: an entry of the stage cache was damaged and is gone.</summary>
    public const string CacheEntryDamaged = "MNAS7221";

    /// <summary>An environment variable or option for the size of the cache is no size.</summary>
    public const string CacheLimitInvalid = "MNAS7222";

    /// <summary>A damaged entry of the stage cache cannot be removed, so that no new one can take its place.</summary>
    public const string CacheEntryStuck = "MNAS7223";
}
