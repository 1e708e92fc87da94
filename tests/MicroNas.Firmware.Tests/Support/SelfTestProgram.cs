using System.Text;
using MicroNas.Boards.Emulation;
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
        var sources = new List<string> { folder.File("main.c") };
        foreach (var model in models)
        {
            sources.AddRange(await WriteAsync(folder, model));
        }

        await File.WriteAllTextAsync(sources[0], MainSource(models));
        var program = folder.File("self-test");
        await FirmwareSources.Toolchain.CompileAsync(target, sources, [folder.Path], program, [.. Strict, .. flags]);
        var run = await FirmwareProgram.RunAsync(target, program, TimeSpan.FromMinutes(2));
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(models.Count, run.Output.Split("equal").Length - 1);
        return run.Output;
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

    private static string MainSource(IReadOnlyList<TestModel> models)
    {
        var text = new StringBuilder("#include <stdalign.h>\n#include \"board.h\"\n");
        foreach (var model in models)
        {
            var macro = model.Name.ToUpperInvariant();
            text.Append($$"""
                #include "{{model.Name}}_golden.h"
                static alignas(16) int8_t {{model.Name}}_arena[{{macro}}_ARENA_SIZE];
                static int check_{{model.Name}}(void)
                {
                    {{model.Name}}_model model;
                    int32_t first = -1;
                    if ({{model.Name}}_init(&model, {{model.Name}}_arena, sizeof {{model.Name}}_arena) != MICRONAS_OK) {
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

        return text.Append("    return failures;\n}\n").ToString();
    }
}
