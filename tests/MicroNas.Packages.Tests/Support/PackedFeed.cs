using System.Reflection;
using System.Xml.Linq;

namespace MicroNas.Packages.Tests.Support;

/// <summary>
/// The three packages, packed once into a local feed, with a package folder of their own and one stage cache that all tests share: what one of them
/// searched and trained, the others find. The user's package folder serves the rest, so that nothing needs a network.
/// </summary>
public sealed class PackedFeed : IDisposable
{
    private readonly TemporaryFolder folder = new("micronas packages ");

    public PackedFeed()
    {
        Directory.CreateDirectory(Feed);
        foreach (var project in (string[])["src/MicroNas.Build", "src/MicroNas.Cli", "templates"])
        {
            var pack = DotNet.Run(
                Repository.Root, new Dictionary<string, string>(),
                "pack", Repository.File(project), "--no-build", "-c", Configuration, "-nologo", "-v:q", "-tl:off", "-o", Feed,
                $"-p:PackageVersion={Version}");
            Assert.True(pack.ExitCode == 0, pack.Output);
        }

        new XDocument(
            new XElement(
                "configuration",
                new XElement("packageSources", new XElement("clear"), Add("local", Feed)),
                new XElement("fallbackPackageFolders", new XElement("clear"), Add("user", UserPackages)))).Save(NuGetConfiguration);
        var install = DotNet.Run(
            folder.Path, Variables, "new", "install", Path.Combine(Feed, $"MicroNas.Templates.{Version}.nupkg"), "--debug:custom-hive", Hive);
        Assert.True(install.ExitCode == 0, install.Output);

        static XElement Add(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));
    }

    /// <summary>The packages' version: one that no package folder of the machine can have.</summary>
    public string Version { get; } = $"0.1.0-test.{Guid.NewGuid():N}";

    public string Feed => folder.File("feed");

    /// <summary>Installed templates.</summary>
    public string Hive => folder.File("hive");

    /// <summary>Where NuGet unpacks them.</summary>
    public string Packages => folder.File("packages");

    public string Cache => folder.File("cache");

    public string NuGetConfiguration => folder.File("nuget.config");

    /// <summary>Of every process that a test starts.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["NUGET_PACKAGES"] = Packages,
        ["MICRONAS_CACHE"] = Cache,
        // One for all tests' projects: the runtime is compiled once for each board and set of flags.
        ["MicroNasObjectDirectory"] = folder.File("objects"),
        // A proxy that nobody listens at: whatever would reach for the network fails.
        ["HTTP_PROXY"] = "http://127.0.0.1:9",
        ["HTTPS_PROXY"] = "http://127.0.0.1:9",
    };

    public void Dispose() => folder.Dispose();

    private static string Configuration =>
        typeof(PackedFeed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static string UserPackages => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
