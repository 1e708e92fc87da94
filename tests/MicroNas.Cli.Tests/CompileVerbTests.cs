using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MicroNas.Cli.Tests.Support;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Quantization;
using MicroNas.Core.Tflite;

namespace MicroNas.Cli.Tests;

/// <summary><c>compile</c>: a .tflite in, C sources out that compile and pass their own self-test, or a coded error and nothing changed.</summary>
public sealed class CompileVerbTests : IDisposable
{
    private static readonly string[] Suffixes = ["golden.c", "golden.h", "info.h", "model.c", "model.h", "tflite.c", "tflite.h"];

    private readonly TemporaryFolder folder = new("micronas compile");
    private readonly QuantizedModel model;
    private readonly string modelPath;

    public CompileVerbTests()
    {
        model = ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(new Random(13)), "random");
        modelPath = folder.File("my model.tflite");
        File.WriteAllBytes(modelPath, TfliteWriter.Write(model));
    }

    private string Output => folder.File("out");

    private int InputElements => model.Tensors[model.Input].Elements;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_files_compile_and_pass_their_self_test_on_given_windows()
    {
        var windows = new byte[6 * InputElements];
        new Random(14).NextBytes(windows);
        folder.Write("windows.i8", windows);

        var run = Tool.Run("compile", modelPath, "--out", Output, "--name", "net", "--windows", folder.File("windows.i8"), "--golden", "5");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Suffixes.Select(suffix => "net_" + suffix), Names());
        Assert.Equal("5", SelfTest("net"));
        Assert.Contains(string.Join(", ", windows.Take(8).Select(value => (sbyte)value)), File.ReadAllText(Path.Combine(Output, "net_golden.c")), StringComparison.Ordinal);
        Assert.Contains("micronas_softmax", run.Output, StringComparison.Ordinal);
        Assert.Contains("lower bound", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_options_the_file_names_the_model_and_the_windows_are_the_same_every_time()
    {
        Assert.Equal(0, Tool.Run("compile", modelPath, "--out", Output).ExitCode);
        var first = Contents();
        var times = Directory.GetFiles(Output).Select(File.GetLastWriteTimeUtc).ToList();

        Assert.Equal(0, Tool.Run("compile", modelPath, "--out", Output).ExitCode);

        Assert.Equal(Suffixes.Select(suffix => "my_model_" + suffix), Names());
        Assert.Equal(first, Contents());
        Assert.Equal(times, Directory.GetFiles(Output).Select(File.GetLastWriteTimeUtc));
        Assert.Contains("\"class_0\", \"class_1\"", File.ReadAllText(Path.Combine(Output, "my_model_info.h")), StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Path, string.Concat(first), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_says_what_each_operator_costs()
    {
        var json = JsonDocument.Parse(Tool.Run("compile", modelPath, "--out", Output, "--json").Output).RootElement;

        var operators = json.GetProperty("operators").EnumerateArray().ToList();
        Assert.Equal(model.Operators.Count, operators.Count);
        Assert.All(operators, node => Assert.Equal(
            node.GetProperty("operator").GetString() != "RESHAPE", node.GetProperty("kernel").ValueKind == JsonValueKind.String));
        Assert.All(operators, node => Assert.Equal(
            node.GetProperty("operator").GetString() == "CONV_2D", node.TryGetProperty("rows", out var rows) && rows.ValueKind == JsonValueKind.Number));
        Assert.All(operators, node => Assert.True(node.GetProperty("scratchBytes").GetInt32() >= 0));
        Assert.Contains(operators, node => node.GetProperty("operator").GetString() == "ADD");
        Assert.DoesNotContain(operators, node => node.GetProperty("detail").GetString()!.Contains("None", StringComparison.Ordinal));
        var constants = model.Operators.OfType<Convolution2D>().Sum(node =>
            (long)model.Tensors[node.Inputs[1]].Elements + (9L * model.Tensors[node.Inputs[1]].Shape[0]));

        // A kernel may bring a table of its own.
        Assert.InRange(json.GetProperty("constantBytes").GetInt64(), constants, constants * 1.05);
        Assert.Equal(json.GetProperty("constantBytes").GetInt64(), operators.Sum(node => node.GetProperty("constantBytes").GetInt64()));
        Assert.True(json.GetProperty("arenaBytes").GetInt32() >= json.GetProperty("arenaLowerBoundBytes").GetInt32());
    }

    [Fact]
    public void A_memory_limit_is_kept_or_refused_with_both_figures()
    {
        var json = JsonDocument.Parse(Tool.Run("compile", modelPath, "--out", Output, "--json").Output).RootElement;
        var constants = json.GetProperty("constantBytes").GetInt64();
        var arena = int.Parse(
            Regex.Match(Tool.Run("compile", modelPath, "--out", Output, "--ram", "1").Error, "an arena of ([0-9]+) bytes; 1 are").Groups[1].Value,
            CultureInfo.InvariantCulture);
        var before = Contents();

        var fits = Tool.Run("compile", modelPath, "--out", folder.File("other"), "--ram", $"{arena}", "--flash", $"{constants}");
        var refused = Tool.Run("compile", modelPath, "--out", Output, "--golden", "1", "--ram", $"{arena - 1}", "--flash", $"{constants - 1}");

        Assert.True(fits.ExitCode == 0, fits.Error);
        Assert.Equal((int)ExitCode.Failed, refused.ExitCode);
        Assert.Matches($"error MNAS6503: .*{arena} bytes; {arena - 1} are", refused.Error);
        Assert.Matches($"error MNAS6504: .*{constants} bytes of flash; {constants - 1} are", refused.Error);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_files_whole()
    {
        Assert.Equal(0, Tool.Run("compile", modelPath, "--out", Output, "--name", "net").ExitCode);
        File.Delete(Path.Combine(Output, "net_tflite.h"));
        var before = Contents();
        Directory.CreateDirectory(Path.Combine(Output, "net_tflite.h", "in the way"));

        var run = Tool.Run("compile", modelPath, "--out", Output, "--name", "net", "--golden", "1");

        Assert.Equal((int)ExitCode.Failed, run.ExitCode);
        Assert.Contains("error MNAS7054", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public void An_output_folder_that_is_a_file_is_a_coded_error()
    {
        folder.Write("out", "a file");

        Assert.Matches("error MNAS7054: .*/out' is an existing file", Tool.Run("compile", modelPath, "--out", Output).Error);
        Assert.Matches("error MNAS7054: .*/out' is an existing file", Tool.Run("compile", modelPath, "--out", Path.Combine(Output, "below")).Error);
        Assert.Equal("a file", File.ReadAllText(Output));
    }

    [Fact]
    public void A_file_that_is_no_model_is_a_coded_error_and_makes_no_folder()
    {
        folder.Write("noise.tflite", [.. Enumerable.Range(0, 999).Select(i => (byte)(i * 7))]);
        folder.Write("cut.tflite", File.ReadAllBytes(modelPath)[..2000]);

        Assert.Contains("error MNAS6001", Tool.Run("compile", folder.File("noise.tflite"), "--out", Output).Error, StringComparison.Ordinal);
        Assert.Contains("error MNAS6002", Tool.Run("compile", folder.File("cut.tflite"), "--out", Output).Error, StringComparison.Ordinal);
        Assert.Contains("error MNAS7052", Tool.Run("compile", folder.File("none.tflite"), "--out", Output).Error, StringComparison.Ordinal);
        Assert.Matches("error MNAS7052: This is a folder", Tool.Run("compile", folder.Path, "--out", Output).Error);
        Assert.False(Path.Exists(Output));
    }

    [Fact]
    public void An_operator_outside_the_list_is_named_with_its_index()
    {
        var last = model.Operators.Count - 1;
        folder.Write("strange.tflite", WithUnknownOperator(File.ReadAllBytes(modelPath), last));

        var run = Tool.Run("compile", folder.File("strange.tflite"), "--out", Output);

        Assert.Equal((int)ExitCode.Failed, run.ExitCode);
        Assert.Matches($"error MNAS6003: Operator {last} .*\\b111\\b", run.Error);
    }

    [Fact]
    public void Windows_of_another_size_or_type_are_refused()
    {
        folder.Write("short.i8", new byte[InputElements - 1]);
        folder.Write("empty.i8", []);
        folder.Write("float.npy", NumpyArray("<f4", 4, 1));
        folder.Write("right.npy", NumpyArray("|i1", 1, 3));

        Assert.Contains("error MNAS7053", Compile("short.i8").Error, StringComparison.Ordinal);
        Assert.Contains("error MNAS7053", Compile("empty.i8").Error, StringComparison.Ordinal);
        Assert.Contains("error MNAS3005", Compile("float.npy").Error, StringComparison.Ordinal);
        Assert.Contains("error MNAS7052", Compile("none.i8").Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(Output));
        Assert.Contains("3 golden vectors", Compile("right.npy").Output, StringComparison.Ordinal);

        ToolRun Compile(string windows) => Tool.Run("compile", modelPath, "--out", Output, "--windows", folder.File(windows));
    }

    [Fact]
    public void Class_names_fit_the_outputs_or_are_refused()
    {
        var outputs = model.Tensors[model.Output].Elements;
        var names = string.Join(", ", Enumerable.Range(0, outputs).Select(i => $"walk {i}"));

        Assert.Contains("error MNAS6502", Tool.Run("compile", modelPath, "--out", Output, "--class-names", names + ",more").Error, StringComparison.Ordinal);
        Assert.Equal(0, Tool.Run("compile", modelPath, "--out", Output, "--class-names", names).ExitCode);
        Assert.Contains("{\"walk 0\", \"walk 1\"", File.ReadAllText(Path.Combine(Output, "my_model_info.h")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--name", "two words", "letters, digits and underscores")]
    [InlineData("--name", "while", "a keyword of C")]
    [InlineData("--golden", "0", "from 1 to 10000")]
    [InlineData("--golden", "four", "from 1 to 10000")]
    [InlineData("--ram", "-1", "bytes from 0")]
    [InlineData("--ram", "32kb", "did you mean 'kB'")]
    [InlineData("--flash", "many", "such as 32 kB")]
    [InlineData("--flash", "0.5 B", "whole number of bytes")]
    public void A_wrong_option_is_a_usage_error_that_says_what_is_expected(string option, string value, string expected)
    {
        var run = Tool.Run("compile", modelPath, "--out", Output, option, value);

        Assert.Equal((int)ExitCode.Usage, run.ExitCode);
        Assert.Contains($"{option} is '{value}'", run.Error, StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal);
        Assert.False(Path.Exists(Output));
    }

    [Fact]
    public void Memory_limits_take_the_units_of_the_configuration()
    {
        Assert.Contains("; 1 are", Tool.Run("compile", modelPath, "--out", Output, "--ram", "1B").Error, StringComparison.Ordinal);
        Assert.Contains("; 1 are", Tool.Run("compile", modelPath, "--out", Output, "--flash", "0.001 kB").Error, StringComparison.Ordinal);
        Assert.Equal(0, Tool.Run("compile", modelPath, "--out", Output, "--ram", "1MiB", "--flash", "8 MB").ExitCode);
    }

    /// <summary>The same file with the builtin code of its SOFTMAX replaced by one that the product does not know.</summary>
    private static byte[] WithUnknownOperator(byte[] file, int index)
    {
        const byte softmax = 25;
        foreach (var i in Enumerable.Range(0, file.Length).Where(i => file[i] == softmax))
        {
            var patched = file.ToArray();
            patched[i] = 111;
            try
            {
                TfliteReader.Read(patched, "patched");
            }
            catch (MicroNasException exception) when (exception.Diagnostics is [{ Code: DiagnosticCodes.UnsupportedOperator } only]
                && only.Message.StartsWith($"Operator {index} ", StringComparison.Ordinal) && only.Message.Contains("111", StringComparison.Ordinal))
            {
                return patched;
            }
            catch (MicroNasException)
            {
                // That byte was something else.
            }
        }

        throw new InvalidOperationException("The file has no such byte.");
    }

    private byte[] NumpyArray(string type, int size, int windows)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({windows}, {InputElements}), }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header), .. new byte[size * windows * InputElements]];
    }

    private IEnumerable<string> Names() => Directory.GetFileSystemEntries(Output).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private List<string> Contents() => [.. Directory.GetFiles(Output).Order(StringComparer.Ordinal)
        .Select(path => Path.GetFileName(path) + "\n" + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))))];

    /// <summary>What the self-test reports: how many golden vectors gave their bytes.</summary>
    private string SelfTest(string name)
    {
        folder.Write("main.c", $$"""
            #include <stdalign.h>
            #include <stdio.h>
            #include "{{name}}_golden.h"
            static alignas(16) int8_t arena[{{name.ToUpperInvariant()}}_ARENA_SIZE];
            int main(void)
            {
                {{name}}_model model;
                int32_t first = -1;
                {{name}}_init(&model, arena, sizeof arena);
                {{name}}_self_test(&model, &first);
                printf("%d", (int)first);
                return 0;
            }
            """ + "\n");
        var runtime = Repository.File("firmware", "runtime");
        Start("gcc", [
            "-std=c11", "-Wall", "-Wextra", "-Wconversion", "-Werror", "-I" + runtime, "-I" + Output, folder.File("main.c"),
            .. Directory.GetFiles(runtime, "*.c"), .. Directory.GetFiles(Output, "*.c"), "-o", folder.File("self-test")]);
        return Start(folder.File("self-test"), []);
    }

    private static string Start(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
