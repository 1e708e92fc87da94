using MicroNas.Packages.Tests.Support;

namespace MicroNas.Packages.Tests;

/// <summary>The committed lock file in clones of a project, as a CI service builds them.</summary>
[Collection(PackedFeedCollection.Name)]
public sealed class LockedModeTests(PackedFeed feed)
{
    [Fact]
    public void A_clone_is_built_from_its_lock_as_long_as_nothing_changes()
    {
        using var desk = Made();
        using var emptyCache = new TemporaryFolder();
        using var clone = Clone(desk, emptyCache);

        var first = clone.Build().Succeeded();
        Assert.Contains("12 of 12 windows equal", first, StringComparison.Ordinal);
        Assert.DoesNotContain("epoch", first, StringComparison.Ordinal);
        Assert.All((string[])["search: no earlier result is known", "train: no earlier result is known"], line => Assert.DoesNotContain(line, first, StringComparison.Ordinal));
        Assert.True(File.Exists(clone.File("bin", "mps2-an386", "firmware.elf")));
        Assert.Equal(Model(desk), Model(clone));
        Assert.Contains("up to date: nothing to do", clone.Build().Succeeded(), StringComparison.Ordinal);

        // A comment and another name are no change.
        clone.Write("micronas.yaml", "# a comment\n" + clone.Read("micronas.yaml"));
        clone.Build().Succeeded();
        foreach (var suffix in (string[])[".yaml", ".lock.json"])
        {
            File.Move(clone.File("micronas" + suffix), clone.File("renamed" + suffix));
        }

        Directory.Move(clone.File("micronas.model"), clone.File("renamed.model"));
        clone.WriteFirmware("""<ItemGroup><FirmwareSource Include="main.c" /><MicroNasModel Include="renamed.yaml" /></ItemGroup>""");
        Assert.Contains("12 of 12 windows equal", clone.Build("-t:Rebuild").Succeeded(), StringComparison.Ordinal);
        Assert.Equal(Model(desk), Model(clone));
    }

    [Fact]
    public void A_changed_limit_is_refused_there_and_searched_for_at_the_desk()
    {
        using var desk = Made();
        using var emptyCache = new TemporaryFolder();
        using var clone = Clone(desk, emptyCache);
        foreach (var project in (PackedProject[])[desk, clone])
        {
            project.Write("micronas.yaml", project.Read("micronas.yaml").Replace("25 ms", "20 ms", StringComparison.Ordinal));
        }

        var refused = clone.Build().Failed();
        Assert.Matches(@"micronas\.yaml\(4,\d+\): error MNAS7203: micronas\.lock\.json .*'budget\.latency' changed: 25 -> 20\. Run 'dotnet micronas build micronas\.yaml'", refused);
        Assert.False(File.Exists(clone.File("bin", "mps2-an386", "firmware.elf")));

        var before = desk.Read("micronas.lock.json");
        desk.Build("-bl:changed.binlog").Succeeded();
        var log = desk.Run("msbuild", "changed.binlog", "-nologo", "-tl:off", "-v:n").Succeeded();
        Assert.Contains("input 'budget.latency' changed: 25 -> 20", log, StringComparison.Ordinal);
        Assert.Matches(@"dataset: .* \[unchanged\]", log);
        Assert.NotEqual(before, desk.Read("micronas.lock.json"));

        File.Delete(clone.File("micronas.lock.json"));
        Assert.Matches(@"error MNAS72\d\d: .*micronas\.lock\.json.*dotnet micronas build", clone.Build().Failed());
    }

    /// <summary>A project that was built at a desk.</summary>
    private PackedProject Made()
    {
        var desk = new PackedProject(feed);
        desk.WriteFirmware();
        desk.WriteModel();
        desk.Build().Succeeded();
        return desk;
    }

    /// <summary>What git would carry, on a machine of a CI service with an empty cache.</summary>
    private PackedProject Clone(PackedProject desk, TemporaryFolder emptyCache)
    {
        var clone = new PackedProject(feed, "clone");
        clone.Variables["CI"] = "true";
        clone.Variables["MICRONAS_CACHE"] = emptyCache.Path;
        string[] committed = ["micronas.yaml", "micronas.lock.json", "main.c", "firmware.proj", .. Directory.GetFiles(desk.File("micronas.model"))];
        foreach (var name in committed.Select(path => Path.GetRelativePath(desk.Folder, desk.File(path))))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(clone.File(name))!);
            File.Copy(desk.File(name), clone.File(name));
        }

        return clone;
    }

    private static byte[] Model(PackedProject project) => File.ReadAllBytes(project.File("obj", "micronas", "model.tflite"));
}
