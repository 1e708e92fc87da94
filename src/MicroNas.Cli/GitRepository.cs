using System.ComponentModel;
using System.Diagnostics;

namespace MicroNas.Cli;

/// <summary>Reads committed files by the user's own <c>git</c>.</summary>
/// <param name="folder">A folder of the working tree.</param>
internal sealed class GitRepository(string folder)
{
    /// <summary>Whether git runs here and knows <paramref name="revision"/> as a commit.</summary>
    public bool Knows(string revision) =>
        !revision.StartsWith('-') && Run("rev-parse", "--verify", "--quiet", revision + "^{commit}") is not null;

    /// <summary>A file of the folder as it was in a commit; null where the commit does not have it.</summary>
    public byte[]? Read(string revision, string name) => Run("cat-file", "blob", $"{revision}:./{name}");

    /// <returns>What it wrote; null when it failed or is not there.</returns>
    private byte[]? Run(params string[] arguments)
    {
        var info = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(info)!;
            _ = process.StandardError.ReadToEndAsync();
            using var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            return process.ExitCode == 0 ? output.ToArray() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
