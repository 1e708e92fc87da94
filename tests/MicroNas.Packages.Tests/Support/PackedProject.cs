using System.Diagnostics;

namespace MicroNas.Packages.Tests.Support;

/// <summary>A project in a folder of its own outside the repository, which knows the packages by a NuGet.config alone.</summary>
internal sealed class PackedProject : IDisposable
{
    /// <summary>The network is scaled to the budget and trained for a moment: seconds, once for all tests.</summary>
    public const string ShortWork = """
        search: { method: scaled }
        training: { epochs: 1 }
        """;

    private readonly TemporaryFolder parent = new();
    private readonly PackedFeed feed;

    /// <param name="feed">The packages.</param>
    /// <param name="name">The folder's name.</param>
    public PackedProject(PackedFeed feed, string name = "project")
    {
        this.feed = feed;
        Folder = parent.File(name);
        Directory.CreateDirectory(Folder);
        System.IO.File.Copy(feed.NuGetConfiguration, File("nuget.config"));
    }

    public string Folder { get; }

    /// <summary>Further variables of every process.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public string File(params string[] parts) => Path.Combine([Folder, .. parts]);

    public string Read(params string[] parts) => System.IO.File.ReadAllText(File(parts));

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), text);
    }

    /// <summary>A yaml of the synthetic data with little work.</summary>
    public void WriteModel(string name = "micronas.yaml", string model = "wearable", string work = ShortWork) => Write(name, $$"""
        model: {{model}}
        dataset: { format: synthetic }
        target: { mcu: stm32l552ze }
        budget: { latency: 25 ms, memory: 32 kB }
        {{work}}
        """);

    /// <summary>A project that uses the package as its SDK, and the sample's <c>main.c</c>.</summary>
    public void WriteFirmware(string body = """<ItemGroup><FirmwareSource Include="main.c" /></ItemGroup>""")
    {
        System.IO.File.Copy(Repository.File("firmware", "wearable", "main.c"), File("main.c"), overwrite: true);
        Write("firmware.proj", $"""<Project Sdk="MicroNas.Build/{feed.Version}">{body}</Project>""");
    }

    /// <summary><c>dotnet new micronas-firmware</c> into this folder, with little work.</summary>
    public void CreateFromTemplate(params string[] arguments)
    {
        Run("new", ["micronas-firmware", "-o", ".", "--debug:custom-hive", feed.Hive, .. arguments]).Succeeded();
        System.IO.File.AppendAllText(File("micronas.yaml"), ShortWork);
    }

    public ProcessRun Build(params string[] arguments) => Run("build", ["-nologo", "-tl:off", .. arguments]);

    public ProcessRun Run(string verb, params string[] arguments) => RunProgram("dotnet", [verb, .. arguments]);

    public ProcessRun RunProgram(string program, params string[] arguments) => DotNet.RunProgram(program, Folder, All, arguments);

    /// <summary>Starts <c>dotnet build</c> without waiting for it.</summary>
    public Process StartBuild(params string[] arguments) => DotNet.Start("dotnet", Folder, All, ["build", "-nologo", "-tl:off", .. arguments]);

    public void Dispose() => parent.Dispose();

    private Dictionary<string, string> All => new(feed.Variables.Where(variable => !Variables.ContainsKey(variable.Key)).Concat(Variables));
}
