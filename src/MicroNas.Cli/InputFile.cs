using MicroNas.Core.Diagnostics;

namespace MicroNas.Cli;

/// <summary>Reads files that a user named on the command line.</summary>
internal static class InputFile
{
    /// <summary>The whole file.</summary>
    /// <exception cref="MicroNasException">MNAS7052: it is a folder or cannot be read.</exception>
    public static byte[] Read(string path)
    {
        if (Directory.Exists(path))
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.UnreadableFile, "This is a folder; expected a file. Name a file in it.", new SourceLocation(path)));
        }

        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MicroNasException(
                Diagnostic.Error(
                    DiagnosticCodes.UnreadableFile,
                    $"The file cannot be read: {exception.Message} Check the path and its permissions.",
                    new SourceLocation(path)),
                exception);
        }
    }
}
