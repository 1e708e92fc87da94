namespace MicroNas.Core.Pipeline;

/// <summary>A file whose content was hashed, and how to see that it is still the same.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Changed">Last change, UTC.</param>
/// <param name="Hash">SHA-256, lower-case hex.</param>
internal sealed record HashedFile(string Path, long Length, DateTime Changed, string Hash);
