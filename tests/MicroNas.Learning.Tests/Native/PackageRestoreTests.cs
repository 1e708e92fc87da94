using MicroNas.Core.Diagnostics;
using MicroNas.Learning.Native;

namespace MicroNas.Learning.Tests.Native;

/// <summary>NuGet itself, with a configuration that knows one empty feed.</summary>
public sealed class PackageRestoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_configuration_of_a_folder_of_any_name_counts()
    {
        const string Name = "a %41 100%,b $(c) @(d)";
        folder.Write(Path.Combine(Name, "nuget.config"), """
            <configuration>
              <packageSources><clear /><add key="the empty feed" value="feed" /></packageSources>
            </configuration>
            """);
        Directory.CreateDirectory(folder.File(Name, "feed"));
        // NuGet itself cannot read a configuration in a folder with ';', but one above it.
        Directory.CreateDirectory(folder.File(Name, "e;f"));
        var restore = new PackageRestore(folder.File("work"), _ => { }, folder.File(Name, "e;f"));

        var refused = Assert.Throws<MicroNasException>(() => restore.Ensure(
            new NativePackages([]), "any", [new NativePackage("micronas.no.such.package", "1.0.0")], CancellationToken.None));

        Assert.Equal(DiagnosticCodes.NativeRestoreFailed, Assert.Single(refused.Diagnostics).Code);
        Assert.Contains("the empty feed", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(folder.File("work")));
    }
}
