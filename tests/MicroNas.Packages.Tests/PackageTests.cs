using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text.Json;
using MicroNas.Packages.Tests.Support;

namespace MicroNas.Packages.Tests;

/// <summary>What is in the packages, and what using them leaves alone.</summary>
[Collection(PackedFeedCollection.Name)]
public sealed class PackageTests(PackedFeed feed)
{
    private const long LargestBuildPackage = 8_000_000;

    /// <summary>What the compiler writes for the repository's folder.</summary>
    private const string SourceRoot = "/_/";

    /// <summary>The kind of a portable PDB's source link.</summary>
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    private static readonly string[] NativeEndings = [".so", ".dylib", ".a"];

    [Theory]
    [InlineData("MicroNas.Build")]
    [InlineData("MicroNas.Tool")]
    [InlineData("MicroNas.Templates")]
    public void A_package_has_licence_readme_and_icon_and_no_native_library(string id)
    {
        using var package = ZipFile.OpenRead(Path.Combine(feed.Feed, $"{id}.{feed.Version}.nupkg"));
        using var reader = new StreamReader(package.GetEntry($"{id}.nuspec")!.Open());
        var description = reader.ReadToEnd();

        Assert.All(
            (string[])["<license type=\"expression\">MIT</license>", "<readme>README.md</readme>", "<icon>icon.png</icon>"],
            line => Assert.Contains(line, description, StringComparison.Ordinal));
        Assert.NotNull(package.GetEntry("README.md"));
        Assert.NotNull(package.GetEntry("icon.png"));
        Assert.DoesNotContain(package.Entries, entry => NativeEndings.Contains(Path.GetExtension(entry.Name)));
        Assert.DoesNotContain("<dependency ", description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MicroNas.Build", "engine/micronas.pdb")]
    [InlineData("MicroNas.Tool", "tools/net10.0/any/micronas.pdb")]
    public void Symbols_are_packed_and_name_no_folder_of_the_machine(string id, string file)
    {
        using var package = ZipFile.OpenRead(Path.Combine(feed.Feed, $"{id}.{feed.Version}.snupkg"));
        Assert.NotNull(package.GetEntry(file));
        foreach (var entry in package.Entries.Where(entry => Path.GetExtension(entry.Name) == ".pdb"))
        {
            using var stream = new MemoryStream();
            using (var content = entry.Open())
            {
                content.CopyTo(stream);
            }

            stream.Position = 0;
            using var provider = MetadataReaderProvider.FromPortablePdbStream(stream);
            AssertNamesSourcesOnly(provider.GetMetadataReader());
        }
    }

    [Fact]
    public void The_build_package_is_small() =>
        Assert.InRange(new FileInfo(Path.Combine(feed.Feed, $"MicroNas.Build.{feed.Version}.nupkg")).Length, 1, LargestBuildPackage);

    /// <summary>An account without rights there would be refused; root would not, so that the folder's content is compared too.</summary>
    [Fact]
    public void A_package_folder_that_is_read_only_serves()
    {
        using var project = new PackedProject(feed);
        project.WriteFirmware();
        project.WriteModel();
        project.Build().Succeeded();
        var before = Files();
        SetWritable(false);
        try
        {
            project.Build("-t:Rebuild").Succeeded();
        }
        finally
        {
            SetWritable(true);
        }

        Assert.Equal(before, Files());
    }

    private static void AssertNamesSourcesOnly(MetadataReader symbols)
    {
        var documents = symbols.Documents.Select(document => symbols.GetString(symbols.GetDocument(document).Name)).ToList();
        Assert.NotEmpty(documents);
        Assert.All(documents, name => Assert.StartsWith(SourceRoot, name, StringComparison.Ordinal));
        foreach (var sourceLink in symbols.CustomDebugInformation.Select(symbols.GetCustomDebugInformation).Where(information => symbols.GetGuid(information.Kind) == SourceLink))
        {
            var link = JsonDocument.Parse(symbols.GetBlobBytes(sourceLink.Value)).RootElement.GetProperty("documents");
            Assert.All(link.EnumerateObject(), map => Assert.StartsWith(SourceRoot, map.Name, StringComparison.Ordinal));
            Assert.All(link.EnumerateObject(), map => Assert.StartsWith("https://", map.Value.GetString(), StringComparison.Ordinal));
        }
    }

    private IEnumerable<FileInfo> PackageFiles => new DirectoryInfo(Path.Combine(feed.Packages, "micronas.build")).EnumerateFiles("*", SearchOption.AllDirectories);

    private string[] Files() => [.. PackageFiles.Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc:O}").Order(StringComparer.Ordinal)];

    private void SetWritable(bool writable)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var root = new DirectoryInfo(Path.Combine(feed.Packages, "micronas.build"));
        foreach (var entry in (FileSystemInfo[])[root, .. root.EnumerateFileSystemInfos("*", SearchOption.AllDirectories)])
        {
            entry.UnixFileMode = writable
                ? entry.UnixFileMode | UnixFileMode.UserWrite
                : entry.UnixFileMode & ~(UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
        }
    }
}
