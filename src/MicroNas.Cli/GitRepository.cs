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
    private byte[]? Run(params string[] arguments) =>
        ChildProcess.TryRun("git", arguments, folder) is { ExitCode: 0 } run ? run.Output : null;
}
