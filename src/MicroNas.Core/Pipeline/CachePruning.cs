namespace MicroNas.Core.Pipeline;

/// <summary>What pruning the stage cache led to.</summary>
/// <param name="Removed">Entries that are gone, the longest unused first.</param>
/// <param name="Leftovers">Files and folders of runs that were killed or given up long ago, which are gone too.</param>
/// <param name="RemainingBytes">Of the entries that are left, and of interrupted work.</param>
/// <param name="UnfinishedBytes">Of interrupted work alone, which only its age removes.</param>
public sealed record CachePruning(IReadOnlyList<CachedResult> Removed, int Leftovers, long RemainingBytes, long UnfinishedBytes);
