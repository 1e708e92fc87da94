namespace MicroNas.Cli.Tests.Support;

/// <summary>A tiny model with its lock, made by one run of the whole engine that many tests share.</summary>
public sealed class LockedModel : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public LockedModel()
    {
        Yaml = TinyProject.Write(folder, searchEpochs: 1, trainingEpochs: 40, method: "paper");
        var info = Tool.StartInfo("build", Yaml, "--output", Output, "--cache", Cache);
        info.Environment["LD_DEBUG"] = "files";
        info.Environment["LD_DEBUG_OUTPUT"] = folder.File("loaded");
        var run = Tool.Run(info);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    public string Yaml { get; }

    public string Output => folder.File("out");

    public string Cache => folder.File("cache");

    /// <summary>What the dynamic linker of Linux said about the run's native libraries; empty elsewhere.</summary>
    public string LoadedLibraries => string.Concat(Directory.GetFiles(folder.Path, "loaded.*").Select(File.ReadAllText));

    /// <summary>Copies what a repository would hold: yaml, data, lock file, model folder.</summary>
    /// <returns>The path of the yaml.</returns>
    internal string Clone(TemporaryFolder target)
    {
        foreach (var name in (string[])["micronas.yaml", "data.csv", "micronas.lock.json"])
        {
            File.Copy(folder.File(name), target.File(name));
        }

        foreach (var path in Directory.GetFiles(folder.File("micronas.model")))
        {
            target.Write("micronas.model/" + Path.GetFileName(path), File.ReadAllBytes(path));
        }

        return target.File("micronas.yaml");
    }

    public void Dispose() => folder.Dispose();
}
