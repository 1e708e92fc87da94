using MicroNas.Cli.Commands;

namespace MicroNas.Cli.Tests;

/// <summary>Native libraries are restored by versions that the code names; their managed halves come by those of Directory.Packages.props.</summary>
public sealed class PackagedLibrariesTests
{
    [Theory]
    [InlineData("SkiaSharp", PackagedLibraries.SkiaVersion)]
    [InlineData("HarfBuzzSharp", PackagedLibraries.HarfBuzzVersion)]
    [InlineData("System.IO.Ports", PackagedLibraries.PortsVersion)]
    public void The_native_half_has_the_version_of_the_managed_one(string package, string version) => Assert.Contains(
        $"\"{package}/{version}\"", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "micronas.deps.json")), StringComparison.Ordinal);

    /// <summary>A folder that a user chose because the default one cannot be written.</summary>
    [Fact]
    public void They_are_restored_in_the_cache_of_the_command_line()
    {
        var environment = new CommandEnvironment(TextWriter.Null, TextWriter.Null);
        var measure = MeasureCommand.Create(environment);

        Assert.Equal(Path.GetFullPath("mine"), environment.CacheFolder(measure.Parse("--cache mine")));
        Assert.Equal(DefaultFolders.Cache, environment.CacheFolder(measure.Parse("")));
        Assert.Equal(DefaultFolders.Cache, environment.CacheFolder(SourcesCommand.Create(environment).Parse("")));
    }
}
