using MicroNas.Core.Diagnostics;

namespace MicroNas.Learning.Native;

/// <summary>Keeps the corrected bridge library in the cache folder.</summary>
internal static class CorrectedBridge
{
    /// <summary>Writes the corrected copy unless the very same bytes are there already; safe for many processes at once.</summary>
    /// <returns>Path of the copy, and whether it was written now.</returns>
    /// <exception cref="MicroNasException">MNAS7004: not the known build. MNAS7005: the cache folder cannot be written.</exception>
    public static (string Path, bool Written) Ensure(string original, string cacheDirectory)
    {
        var image = BridgeCorrection.Apply(original);
        var folder = Path.Combine(cacheDirectory, "native", $"torchsharp-{NativePackages.TorchSharpVersion}-{BridgeCorrection.KnownHash[..12]}");
        var path = Path.Combine(folder, Path.GetFileName(original));
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(image))
            {
                return (path, false);
            }

            Directory.CreateDirectory(folder);
            try
            {
                File.WriteAllBytes(temporary, image);
                // Renaming replaces the directory entry alone: a process that has the old file mapped keeps it.
                File.Move(temporary, path, overwrite: true);
            }
            finally
            {
                File.Delete(temporary);
            }

            return (path, true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MicroNasException(
                Diagnostic.Error(
                    DiagnosticCodes.NativeLibraryCacheNotWritable,
                    $"The corrected copy of {Path.GetFileName(original)} cannot be written to {folder}: {exception.Message} Name a writable folder in MicroNasCacheDirectory (--cache).",
                    new SourceLocation(path)),
                exception);
        }
    }
}
