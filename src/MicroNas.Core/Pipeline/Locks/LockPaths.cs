namespace MicroNas.Core.Pipeline.Locks;

/// <summary>Where the lock of a model lies: <c>NAME.lock.json</c> and the folder <c>NAME.model</c> beside <c>NAME.yaml</c>.</summary>
/// <param name="ConfigurationPath">The yaml.</param>
public sealed record LockPaths(string ConfigurationPath)
{
    /// <summary>Full path of the lock file.</summary>
    public string LockFile => Path.ChangeExtension(Path.GetFullPath(ConfigurationPath), ".lock.json");

    /// <summary>Full path of the folder that holds the results whose hashes the lock file has.</summary>
    public string ModelFolder => Path.ChangeExtension(Path.GetFullPath(ConfigurationPath), ".model");

    public string LockName => Path.GetFileName(LockFile);

    public string FolderName => Path.GetFileName(ModelFolder);

    /// <summary>The command that makes the lock anew.</summary>
    public string MendingCommand => $"dotnet micronas build {Path.GetFileName(ConfigurationPath)}";
}
