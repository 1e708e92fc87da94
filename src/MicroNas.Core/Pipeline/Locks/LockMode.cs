namespace MicroNas.Core.Pipeline.Locks;

/// <summary>What a run does with the lock file beside the yaml.</summary>
public enum LockMode
{
    /// <summary>Takes from it what still holds, and writes it at the end.</summary>
    Update,

    /// <summary>Takes everything from it, and fails where it does not hold: nothing is searched, trained or measured.</summary>
    Locked,

    /// <summary>Neither reads nor writes it.</summary>
    Ignore,
}
