namespace MicroNas.Cli.Tests;

/// <summary>The engine, MSBuild's targets and CMake's script each decide whether this is CI: in a language of their own, by the same variables.</summary>
public sealed class ContinuousIntegrationTests
{
    [Theory]
    [InlineData("build/MicroNas.Build.targets", "$({0})")]
    [InlineData("templates/micronas-firmware/cmake/MicroNas.cmake", " {0}")]
    public void Every_variable_that_the_engine_hears_is_heard_by_the_builds(string file, string use) => Assert.All(
        ContinuousIntegration.Names,
        name => Assert.Contains(use.Replace("{0}", name, StringComparison.Ordinal), File.ReadAllText(Repository.File(file.Split('/'))), StringComparison.Ordinal));
}
