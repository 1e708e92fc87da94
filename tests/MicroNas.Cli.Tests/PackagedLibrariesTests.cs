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
}
