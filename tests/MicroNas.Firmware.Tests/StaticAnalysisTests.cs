using MicroNas.Boards.Processes;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Quantization;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

/// <summary>Runtime, host board, host check, bench firmware and generated code are clean for compilers and analysers; what these leave out is named, with its reason, in their files.</summary>
public sealed class StaticAnalysisTests
{
    private static readonly string[] Warnings = ["-std=c11", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Werror"];

    /// <summary>Without the tables of weights: 100,000 numbers keep an analyser busy for minutes; the strict builds of every board compile them.</summary>
    private static IEnumerable<string> BenchSources =>
        Directory.GetFiles(FirmwareSources.Layout.Bench, "bench_*.c").Where(source => Path.GetFileName(source) != "bench_constants.c");

    [SkippableTheory]
    [InlineData("gcc")]
    [InlineData("clang")]
    public Task A_compiler_has_no_warning(string compiler) =>
        CheckAsync(compiler, (sources, includes) => [.. Warnings, "-O2", "-c", .. includes, .. sources]);

    [SkippableFact]
    public Task Clang_tidy_has_no_complaint() => CheckAsync(
        "clang-tidy",
        (sources, includes) => ["--quiet", "--config-file=" + Repository.File("firmware", ".clang-tidy"), .. sources, "--", "-std=c11", .. includes]);

    [SkippableFact]
    public Task Cppcheck_has_no_complaint() => CheckAsync(
        "cppcheck",
        (sources, includes) =>
        [
            "--quiet", "--std=c11", "--enable=warning,performance,portability", "--error-exitcode=1", "--inline-suppr",
            "--suppressions-list=" + Repository.File("firmware", "cppcheck-suppressions.txt"), .. includes, .. sources,
        ]);

    [SkippableFact]
    public async Task An_analyser_sees_what_is_wrong()
    {
        // Negative control: a file with an error must fail each tool that the other tests run.
        using var folder = new TemporaryFolder();
        folder.Write("wrong.c", "int wrong(const int *p);\nint wrong(const int *p)\n{\n    int unset;\n    if (p == 0) {\n        return *p;\n    }\n    return unset;\n}\n");
        foreach (var (tool, arguments) in new (string, string[])[]
        {
            ("gcc", [.. Warnings, "-O2", "-c", folder.File("wrong.c"), "-o", folder.File("wrong.o")]),
            ("clang", [.. Warnings, "-O2", "-c", folder.File("wrong.c"), "-o", folder.File("wrong.o")]),
            ("clang-tidy", ["--quiet", "--config-file=" + Repository.File("firmware", ".clang-tidy"), folder.File("wrong.c"), "--", "-std=c11"]),
            ("cppcheck", ["--quiet", "--enable=warning,performance,portability", "--error-exitcode=1", folder.File("wrong.c")]),
        })
        {
            var run = await RunAsync(tool, arguments);
            Assert.NotEqual(0, run.ExitCode);
        }
    }

    private static async Task CheckAsync(string tool, Func<IEnumerable<string>, string[], IReadOnlyList<string>> arguments)
    {
        using var folder = new TemporaryFolder();
        var random = new Random(9);
        var network = TestModel.Interpreted("network", ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(random), "random"), windows: 2, random);
        var generated = await SelfTestProgram.WriteAsync(folder, network);
        string[] includes = ["-I" + folder.Path, "-I" + FirmwareSources.Layout.Runtime, "-I" + FirmwareSources.Layout.Boards, "-I" + FirmwareSources.Layout.Bench, "-DMICRONAS_CHECK_MODEL=network", "-DMICRONAS_CHECK_MACRO=NETWORK"];
        string[] sources =
        [
            .. FirmwareSources.Layout.RuntimeSources.Where(source => source.EndsWith(".c", StringComparison.Ordinal)),
            .. FirmwareSources.Layout.BoardSources(FirmwareTarget.Host), Repository.File("firmware", "check", "golden_check.c"), .. BenchSources, .. generated,
        ];

        // One file a run for the compilers: -c takes one output.
        var runs = tool is "gcc" or "clang"
            ? sources.Select(source => arguments([source], [.. includes, "-o", folder.File("object.o")]))
            : [arguments(sources, includes)];
        foreach (var run in runs)
        {
            var result = await RunAsync(tool, run);
            Assert.True(result.ExitCode == 0, result.Output);
        }
    }

    private static async Task<ProcessRun> RunAsync(string tool, IReadOnlyList<string> arguments)
    {
        var run = await ProcessRun.StartAsync(tool, arguments, TimeSpan.FromMinutes(10), CancellationToken.None);
        Skip.If(run is null, $"{tool} was not found; build/install-tools.sh --tests installs it.");
        return run!;
    }
}
