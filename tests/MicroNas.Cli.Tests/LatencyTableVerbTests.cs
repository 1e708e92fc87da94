using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Cli.Tests.Support;

namespace MicroNas.Cli.Tests;

/// <summary>From a search space to a latency table in the emulator, and what the verbs and the build make of it.</summary>
public sealed class LatencyTableVerbTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Yaml => folder.File("micronas.yaml");

    private string Table => folder.File("micronas.lut");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_table_is_measured_shown_compared_merged_and_used()
    {
        Write("latency: file");
        var characterized = Run("characterize", Yaml, "--emulator", "--json");
        Assert.True(characterized.ExitCode == 0, characterized.Error);
        var result = JsonDocument.Parse(characterized.Output).RootElement;
        Assert.True(result.GetProperty("errors").GetProperty("converged").GetBoolean());
        Assert.True(File.Exists(Table));
        Assert.False(File.Exists(Table + ".part"));

        var shown = Tool.Run("lut", "show", Table, "--plot", folder.File("plot.svg"));
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("a board measurement replaces it", shown.Output, StringComparison.Ordinal);
        Assert.Equal("svg", XDocument.Load(folder.File("plot.svg")).Root!.Name.LocalName);

        var compared = JsonDocument.Parse(Tool.Run("lut", "compare", Table, Table, "--json").Output).RootElement.GetProperty("operators");
        Assert.Equal(result.GetProperty("operators").GetInt32(), compared.GetArrayLength());
        Assert.All(compared.EnumerateArray(), row => Assert.Equal(0, row.GetProperty("difference").GetDouble()));

        Assert.Equal(0, Tool.Run("lut", "merge", Table, Table, "--out", folder.File("merged.lut")).ExitCode);

        var measured = Run("measure", Yaml, "--output", folder.File("out"), "--json");
        Assert.True(measured.ExitCode == 0, $"exit {measured.ExitCode}: {measured.Error}");
        var difference = JsonDocument.Parse(measured.Output).RootElement.GetProperty("relativeDifference").GetDouble();
        Assert.InRange(difference, -0.03, 0.03);
        var report = JsonDocument.Parse(File.ReadAllText(folder.File("out", "report.json"))).RootElement;
        Assert.Equal(difference, report.GetProperty("measured").GetProperty("relativeDifference").GetDouble());
        Assert.Contains("cycles per instruction 1.97, band ±15 %", report.GetProperty("latency").GetProperty("provenance").GetString(), StringComparison.Ordinal);

        // A run that changes nothing keeps what was measured.
        Assert.Equal(0, Run("build", Yaml, "--output", folder.File("out")).ExitCode);
        Assert.Contains("\"relativeDifference\"", File.ReadAllText(folder.File("out", "report.json")), StringComparison.Ordinal);

        MeasureThroughASerialPort(JsonDocument.Parse(measured.Output).RootElement.GetProperty("units").GetDouble());

        // A table that promises too little time is left; the difference is recorded, and the band holds it from then on.
        var honest = File.ReadAllText(Table);
        File.WriteAllLines(Table, honest.Split('\n').Select(line => line.StartsWith("fit,", StringComparison.Ordinal) || line.StartsWith("check,", StringComparison.Ordinal)
            ? Scale(line, 0.9)
            : line));
        var outside = Run("measure", Yaml, "--output", folder.File("out"));
        Assert.True(outside.Error.Contains("MNAS4010", StringComparison.Ordinal), outside.Error);
        Assert.True(File.Exists(folder.File("micronas.measured.json")));
        var again = Run("measure", Yaml, "--output", folder.File("out"));
        Assert.DoesNotContain("MNAS4010", again.Error, StringComparison.Ordinal);
        File.Delete(folder.File("micronas.measured.json"));

        // Instructions say nothing about a table of cycles: a warning, and no record.
        File.WriteAllText(Table, Regex.Replace(
            honest.Replace("source = emulator", "source = board", StringComparison.Ordinal).Replace("unit = instructions", "unit = cycles", StringComparison.Ordinal)
                .Replace("cycles-per-unit-band = 0.15", "cycles-per-unit-band = 0", StringComparison.Ordinal),
            @"(cycles-per-unit\.\w+) = .*", "$1 = 1"));
        var estimate = Run("measure", Yaml, "--output", folder.File("out"));
        Assert.True(estimate.Error.Contains("the table's band stays as it is", StringComparison.Ordinal), estimate.Error);
        Assert.False(File.Exists(folder.File("micronas.measured.json")));
    }

    [Fact]
    public void In_ci_a_board_is_never_touched_and_a_missing_table_names_the_command()
    {
        Write("latency: board\n  port: /dev/micronas-does-not-exist");
        var info = Tool.StartInfo("search", Yaml, "--cache", folder.File("cache"));
        info.Environment["CI"] = "true";
        using var process = System.Diagnostics.Process.Start(info)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(3, process.ExitCode);
        Assert.Contains("MNAS4006", error, StringComparison.Ordinal);
        Assert.Contains("dotnet micronas characterize", error, StringComparison.Ordinal);
        Assert.DoesNotContain("MNAS41", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("characterize", "CI", "1", "MNAS4110")]
    [InlineData("measure", "ContinuousIntegrationBuild", "true", "MNAS4110")]
    [InlineData("characterize", "TF_BUILD", "True", "MNAS4110")]
    [InlineData("characterize", "CI", "false", "MNAS4100")]
    public void In_ci_no_verb_opens_a_port(string verb, string variable, string value, string code)
    {
        Write("latency: file");
        var info = Tool.StartInfo(verb, Yaml, "--port", "/dev/micronas-does-not-exist", "--cache", folder.File("cache"), "--output", folder.File("out"));
        info.Environment.Remove("CI");
        info.Environment[variable] = value;
        using var process = System.Diagnostics.Process.Start(info)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(3, process.ExitCode);
        Assert.Contains(code, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("obj")));
    }

    [Fact]
    public void The_bench_firmware_is_built_by_one_command()
    {
        var built = Tool.Run("bench", "nucleo-f446re", "--out", folder.File("bench.elf"));
        Assert.True(built.ExitCode == 0, built.Error);
        Assert.True(File.Exists(folder.File("bench.elf")));
        Assert.Equal(0, Tool.Run("bench", "arduino", "--out", folder.Path).ExitCode);
        Assert.Matches("MICRONAS_BENCH_CODE \"[0-9a-f]{16}\"", File.ReadLines(folder.File("micronas_bench", "src", "bench_server.c")).First());
        Assert.Contains("MNAS7109", Tool.Run("bench", "no-such-board").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_could_measure_is_an_error_in_the_users_terms()
    {
        Write("runtime: tflm");
        Assert.Contains("MNAS4008", Run("characterize", Yaml, "--emulator").Error, StringComparison.Ordinal);
        Write("latency: file");
        Assert.Contains("MNAS4008", Run("characterize", Yaml).Error, StringComparison.Ordinal);
        Assert.Equal(2, Run("characterize", Yaml, "--emulator", "--port", "x").ExitCode);
        Assert.False(File.Exists(Table));
    }

    private void Write(string target) => File.WriteAllText(Yaml, $$"""
        model: demo
        dataset:
          format: synthetic
        target:
          mcu: nrf52832
          {{target}}
        budget:
          latency: 40 ms
        search:
          epochs: 1
          recipe: { candidates: 2, generations: 0 }
          space: { fusionRepeats: 0, sensorFusionMaximumFilters: 16, timeReduceMaximumFilters: 8 }
        training:
          epochs: 1
        """);

    /// <summary>The bench firmware with the model linked in runs it whole, and counts what the emulator counted by itself.</summary>
    private void MeasureThroughASerialPort(double units)
    {
        var program = folder.File("bench.elf");
        var built = Tool.Run("bench", "mps2-an386", "--model", folder.File("out"), "--out", program);
        Assert.True(built.ExitCode == 0, built.Error);
        using var emulator = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "qemu-system-arm", EmulatedBoard.Arguments(FirmwareTarget.CortexM4, program, "pty"))
        { RedirectStandardOutput = true })!;
        try
        {
            var port = Regex.Match(emulator.StandardOutput.ReadLine()!, @"/dev/\S+").Value;
            var info = Tool.StartInfo("measure", Yaml, "--output", folder.File("out"), "--cache", folder.File("cache"), "--json", "--port", port);
            foreach (var name in (string[])["CI", "ContinuousIntegrationBuild", "TF_BUILD", "TEAMCITY_VERSION", "JENKINS_URL"])
            {
                info.Environment.Remove(name);
            }

            using var process = System.Diagnostics.Process.Start(info)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, error.Result);
            var result = JsonDocument.Parse(output).RootElement;
            Assert.Contains("whole model", result.GetProperty("source").GetString(), StringComparison.Ordinal);
            Assert.InRange(result.GetProperty("units").GetDouble() / units, 0.998, 1.002);
        }
        finally
        {
            emulator.Kill();
        }
    }

    private static string Scale(string row, double factor)
    {
        var end = row.LastIndexOf(',') + 1;
        return row[..end] + (double.Parse(row[end..], CultureInfo.InvariantCulture) * factor).ToString("R", CultureInfo.InvariantCulture);
    }

    private ToolRun Run(params string[] arguments) => Tool.Run([.. arguments, "--cache", folder.File("cache")]);
}
