using System.Text.Json;
using MicroNas.Cli.Doctor;
using MicroNas.Cli.Tests.Support;
using MicroNas.Learning.Native;

namespace MicroNas.Cli.Tests;

/// <summary><c>doctor</c> on this machine, and on one that lacks nearly everything.</summary>
public sealed class DoctorTests : IDisposable
{
    private static readonly string[] Names =
    [
        "SDK", "platform", "natives", "host compiler", "ARM compiler", "emulator", "C sources", "board ports", "cache", "proxy", "NuGet sources",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Everything_has_a_verdict_and_the_exit_code_follows_it()
    {
        var run = Tool.Run("doctor", "--json", "--cache", folder.File("cache"));

        var findings = Findings(run);
        Assert.Equal(Names, findings.Keys);
        Assert.Equal("ok", Verdict(findings["SDK"]));
        Assert.Equal("ok", Verdict(findings["cache"]));
        Assert.All(findings.Values, finding => Assert.Equal(Verdict(finding) == "ok", finding.GetProperty("mend").ValueKind == JsonValueKind.Null));
        Assert.Equal(findings.Values.Any(finding => Verdict(finding) == "missing") ? (int)ExitCode.Unfit : 0, run.ExitCode);
        Assert.Empty(Directory.GetFiles(folder.File("cache")));
    }

    [Fact]
    public void What_is_missing_is_told_with_its_mend_and_no_password_is()
    {
        folder.Write("a file", "");
        var info = Tool.StartInfo("doctor", "--json", "--cache", folder.File("a file"));
        info.Environment["PATH"] = folder.Path;
        info.Environment["DOTNET_HOST_PATH"] = folder.File("no-dotnet");
        info.Environment["HTTPS_PROXY"] = "http://user:secret@127.0.0.1:8080";
        info.Environment["http_proxy"] = "::nonsense";
        info.Environment["MICRONAS_FIRMWARE"] = folder.Path;

        var run = Tool.Run(info);

        var findings = Findings(run);
        Assert.Equal((int)ExitCode.Unfit, run.ExitCode);
        Assert.All((string[])["SDK", "host compiler", "cache"], name => Assert.Equal("missing", Verdict(findings[name])));
        Assert.All((string[])["ARM compiler", "emulator", "proxy", "NuGet sources"], name => Assert.Equal("warning", Verdict(findings[name])));
        Assert.Contains("apt-get install gcc-arm-none-eabi", findings["ARM compiler"].GetProperty("mend").GetString(), StringComparison.Ordinal);
        Assert.Contains("HTTPS_PROXY=http://***@127.0.0.1:8080", findings["proxy"].GetProperty("found").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", run.Output + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_of_the_cache_that_is_no_size_is_a_finding_among_the_others()
    {
        var info = Tool.StartInfo("doctor", "--json", "--cache", folder.File("cache"));
        info.Environment["PATH"] = folder.Path;
        info.Environment["MICRONAS_CACHE_LIMIT"] = "lots";

        var findings = Findings(Tool.Run(info));

        Assert.Equal(Names, findings.Keys);
        Assert.Equal("missing", Verdict(findings["cache"]));
        Assert.Contains("MICRONAS_CACHE_LIMIT is 'lots'", findings["cache"].GetProperty("found").GetString(), StringComparison.Ordinal);
    }

    /// <summary>No package brings them: the engine restores them when it first needs them.</summary>
    [Fact]
    public void Native_libraries_that_are_not_there_yet_are_a_warning_with_the_verb_that_gets_them()
    {
        var finding = MachineChecks.Natives(new NativeInspection("linux-x64", [], ["torchsharp 1.0"], ["/packages"]));

        Assert.Equal((Doctor.Verdict.Warning, "torchsharp 1.0 not in /packages"), (finding.Verdict, finding.Found));
        Assert.Contains("'dotnet micronas restore-natives'", finding.Mend, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://proxy:8080", true)]
    [InlineData("proxy:8080", true)]
    [InlineData("socks5://127.0.0.1:1080", true)]
    [InlineData("ftp://proxy", false)]
    [InlineData("http://", false)]
    [InlineData("::", false)]
    public void A_proxy_is_an_address(string text, bool valid) => Assert.Equal(valid, NetworkChecks.IsProxy(text));

    [Fact]
    public void Every_verb_knows_its_version()
    {
        var version = Tool.Run("--version").Output;

        Assert.StartsWith(PipelineFactory.EngineVersion, version, StringComparison.Ordinal);
        Assert.All((string[][])[["build", "--version"], ["cache", "list", "--version"]], arguments => Assert.Equal(version, Tool.Run(arguments).Output));
    }

    private static Dictionary<string, JsonElement> Findings(ToolRun run) => JsonDocument.Parse(run.Output).RootElement.GetProperty("findings").EnumerateArray()
        .ToDictionary(finding => finding.GetProperty("name").GetString()!);

    private static string? Verdict(JsonElement finding) => finding.GetProperty("verdict").GetString();
}
