using System.Diagnostics;
using MicroNas.Cli.Tests.Support;

namespace MicroNas.Cli.Tests;

/// <summary>When <c>MicroNas.cmake</c> of the template runs the tool, with CMake, ninja and the tool as they are.</summary>
public sealed class CMakeTests(LockedModel model) : IClassFixture<LockedModel>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>What make and ninja take for a comment, a variable, the end of a name.</summary>
    private string Project => folder.File("a #b $c ü");

    /// <summary>CMake itself generates nothing in a folder with #.</summary>
    private string Build => folder.File("build $c");

    public void Dispose() => folder.Dispose();

    /// <summary>One story, for each step needs what the one before built.</summary>
    [SkippableFact]
    public void The_tool_runs_when_an_input_changed_and_only_then()
    {
        Skip.If(OperatingSystem.IsWindows(), "the tool is wrapped in a shell script");
        Skip.IfNot(IsInstalled("cmake") && IsInstalled("ninja"), "cmake or ninja is not installed: apt-get install cmake ninja-build");
        WriteProject(Project);
        var configured = Run("cmake", "-S", Project, "-B", Build, "-G", "Ninja", $"-DMICRONAS_TOOL={folder.File("tool.sh")}");
        Assert.True(configured.ExitCode == 0, configured.Error);

        AssertRuns();
        AssertRests();

        File.Copy(Path.Combine(Project, "data", "data.csv"), Path.Combine(Project, "data", "more", "#2 $x [y.csv"));
        File.WriteAllText(Path.Combine(Project, "data", "more", "a;b.csv"), "");
        Assert.Contains("CMake does not notice", AssertRuns(), StringComparison.Ordinal);
        AssertRests();

        File.AppendAllText(Path.Combine(Project, "data", "more", "#2 $x [y.csv"), "class2,2,0,0,9.8\n");
        AssertRuns();
        AssertRests();

        File.SetLastWriteTimeUtc(Path.Combine(Project, ".config", "dotnet-tools.json"), DateTime.UtcNow);
        Assert.Contains("Configuring done", AssertRuns(), StringComparison.Ordinal);
        AssertRests();

        // The wrapper edits the yaml when the tool has done its work.
        folder.Write("edit", "");
        File.AppendAllText(Path.Combine(Project, "micronas.yaml"), "# a comment\n");
        Assert.Contains("micronas.yaml changed while the model was made", AssertRuns(), StringComparison.Ordinal);
        AssertRuns();
        AssertRests();

        var yaml = Path.Combine(Project, "micronas.yaml");
        File.WriteAllText(yaml, File.ReadAllText(yaml).Replace("10 ms", "8 ms", StringComparison.Ordinal));
        var refused = Make("true");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("error MNAS7203", refused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("no earlier result is known", refused.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_folder_that_CMake_cannot_handle_is_refused_when_it_is_configured()
    {
        Skip.IfNot(IsInstalled("cmake") && IsInstalled("make"), "cmake or make is not installed: apt-get install cmake make");
        foreach (var (source, build, reason) in (((string, string, string)[])[("a;b", "out", "The project's folder cannot have ';'"), ("a", "out#", "The build's folder cannot have '#'")]))
        {
            WriteProject(folder.File(source));
            var run = Run("cmake", "-S", folder.File(source), "-B", folder.File(build));
            Assert.NotEqual(0, run.ExitCode);
            Assert.Contains(reason, run.Error.ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    private static bool IsInstalled(string program) => Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));

    private static ToolRun Run(string program, params string[] arguments) => Tool.Run(StartInfo(program, arguments));

    private static ProcessStartInfo StartInfo(string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment.Remove("CI");
        return info;
    }

    private string AssertRuns()
    {
        var run = Make();
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Making the model tiny", run.Output, StringComparison.Ordinal);
        return run.Output;
    }

    private void AssertRests()
    {
        var run = Make();
        Assert.Contains("ninja: no work to do.", run.Output, StringComparison.Ordinal);
    }

    private ToolRun Make(string? ci = null)
    {
        var info = StartInfo("cmake", "--build", Build, "--target", "wearable_generate");
        info.Environment["CI"] = ci;
        var run = Tool.Run(info);
        return run with { Output = run.Output + run.Error };
    }

    /// <summary>The template's files, with the locked model's yaml, data and lock.</summary>
    private void WriteProject(string path)
    {
        using var clone = new TemporaryFolder();
        var name = Path.GetFileName(path);
        var yaml = File.ReadAllText(model.Clone(clone)).Replace("data.csv", "data", StringComparison.Ordinal);
        folder.Write(Path.Combine(name, "micronas.yaml"), yaml);
        folder.Write(Path.Combine(name, "data", "data.csv"), File.ReadAllBytes(clone.File("data.csv")));
        folder.Write(Path.Combine(name, "main.c"), "");
        foreach (var file in Directory.GetFiles(clone.Path, "micronas.*", SearchOption.AllDirectories).Concat(Directory.GetFiles(clone.File("micronas.model"))).Where(file => file != clone.File("micronas.yaml")))
        {
            folder.Write(Path.Combine(name, Path.GetRelativePath(clone.Path, file)), File.ReadAllBytes(file));
        }

        foreach (var file in (string[])["CMakeLists.txt", "MicroNas.cmake", Path.Combine(".config", "dotnet-tools.json")])
        {
            folder.Write(Path.Combine(name, file), File.ReadAllBytes(Repository.File("templates", "micronas-firmware", "cmake", file)));
        }

        Directory.CreateDirectory(Path.Combine(path, "data", "more"));
        folder.Write("tool.sh", $"""
            #!/bin/sh
            dotnet '{Path.Combine(AppContext.BaseDirectory, "micronas.dll")}' "$@" || exit $?
            if [ "$1" = build ] && [ -e '{folder.File("edit")}' ]; then
                rm '{folder.File("edit")}'
                echo '# edited meanwhile' >> micronas.yaml
            fi
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.File("tool.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
