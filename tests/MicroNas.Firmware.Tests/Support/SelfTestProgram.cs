using System.Text;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Processes;
using MicroNas.Boards.Toolchain;

namespace MicroNas.Firmware.Tests.Support;

/// <summary>One program that holds any number of models and runs the self-test of each in an arena of exactly its size.</summary>
internal static class SelfTestProgram
{
    /// <summary>Finds any access outside a buffer and any undefined operation, and ends the program there.</summary>
    public static readonly string[] Sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-O1"];

    public static readonly string[] Strict = ["-Wconversion", "-Wshadow", "-Werror"];

    /// <summary>Each model's self-test must pass; returns what the program printed.</summary>
    public static async Task<string> VerifyAsync(FirmwareTarget target, IReadOnlyList<TestModel> models, params string[] flags)
    {
        using var folder = new TemporaryFolder();
        await using (var unit = new StreamWriter(folder.File("unit.c")))
        {
            foreach (var model in models)
            {
                var files = model.Emit();
                await unit.WriteAsync(ModelUnit.Text(model, files));
                foreach (var header in files.Where(file => file.Name.EndsWith(".h", StringComparison.Ordinal) && !ModelUnit.IsTflite(file)))
                {
                    await File.WriteAllBytesAsync(folder.File(header.Name), header.Content);
                }
            }
        }

        await File.WriteAllTextAsync(folder.File("main.c"), MainSource(target, models));
        await CompileUnitAsync(target, folder, flags);
        var program = folder.File("self-test");
        await FirmwareSources.Toolchain.CompileAsync(
            target, [folder.File("main.c"), folder.File("unit.o")], [folder.Path], program, [.. Strict, .. flags]);
        var run = await FirmwareProgram.RunAsync(target, program, TimeSpan.FromMinutes(2));
        var failures = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.EndsWith(" equal", StringComparison.Ordinal));
        Assert.True(run.ExitCode == 0, string.Join('\n', failures));
        Assert.Equal(models.Count, run.Output.Split(" equal\n").Length - 1);
        return run.Output;
    }

    /// <summary>
    /// Compiles the generated sources on their own: they are constants and a few calls, and under the undefined-behaviour
    /// sanitizer or an optimizer would take most of the time. The address sanitizer stays, to see reads beside a constant.
    /// </summary>
    private static async Task CompileUnitAsync(FirmwareTarget target, TemporaryFolder folder, string[] flags)
    {
        string[] unitFlags = target.IsHost && flags.Contains(Sanitizers[0]) ? ["-O0", "-fsanitize=address"] : flags;
        var run = await ProcessRun.StartAsync(
            FirmwareToolchain.CompilerOf(target),
            [
                .. target.CompilerFlags, .. FirmwareToolchain.CommonFlags, .. Strict, .. unitFlags, "-I" + folder.Path,
                "-I" + FirmwareSources.Layout.Runtime, "-c", folder.File("unit.c"), "-o", folder.File("unit.o"),
            ],
            TimeSpan.FromMinutes(5),
            CancellationToken.None);
        Assert.True(run is { ExitCode: 0 }, run?.Output ?? "the compiler is missing");
    }

    /// <summary>Writes a model's files; returns its C sources.</summary>
    public static async Task<IReadOnlyList<string>> WriteAsync(TemporaryFolder folder, TestModel model)
    {
        var sources = new List<string>();
        foreach (var file in model.Emit())
        {
            await File.WriteAllBytesAsync(folder.File(file.Name), file.Content);
            if (file.Name.EndsWith(".c", StringComparison.Ordinal))
            {
                sources.Add(folder.File(file.Name));
            }
        }

        return sources;
    }

    private static string MainSource(FirmwareTarget target, IReadOnlyList<TestModel> models)
    {
        var text = new StringBuilder("#include <stdalign.h>\n#include \"board.h\"\n");
        foreach (var model in models)
        {
            text.Append($"#include \"{model.Name}_golden.h\"\n");
        }

        // On the host each arena is a variable of its own, so that the sanitizer sees the byte after it; a board has no room for all.
        string Arena(TestModel model) => target.IsHost ? $"{model.Name}_arena" : $"arenas.{model.Name}";
        string Declaration(TestModel model, string name) => $"int8_t {name}[{model.Name.ToUpperInvariant()}_ARENA_SIZE];\n";
        text.Append(target.IsHost
            ? string.Concat(models.Select(model => "static alignas(16) " + Declaration(model, Arena(model))))
            : $"static alignas(16) union {{\n{string.Concat(models.Select(model => Declaration(model, model.Name)))}}} arenas;\n");
        foreach (var model in models)
        {
            text.Append($$"""
                static int check_{{model.Name}}(void)
                {
                    {{model.Name}}_model model;
                    int32_t first = -1;
                    if ({{model.Name}}_init(&model, {{Arena(model)}}, sizeof {{Arena(model)}}) != MICRONAS_OK) {
                        return 1;
                    }
                    const micronas_status status = {{model.Name}}_self_test(&model, &first);
                    board_print("{{model.Name}} ");
                    board_print_integer(first);
                    board_print(status == MICRONAS_OK ? " equal\n" : " FAILS\n");
                    return status != MICRONAS_OK;
                }

                """);
        }

        text.Append("int main(void)\n{\n    int failures = 0;\n");
        foreach (var model in models)
        {
            text.Append($"    failures += check_{model.Name}();\n");
        }

        return text.Append("    return failures != 0;\n}\n").ToString();
    }
}
