using System.Globalization;
using System.Text;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Emission;

namespace MicroNas.Benchmarks.EmulatedNetworks;

/// <summary>One program that holds several emitted networks and counts the instructions of one inference of each, copies included.</summary>
internal sealed class NetworkProgram(FirmwareToolchain toolchain, FirmwareTarget target, string folder)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    /// <returns>Instructions by network.</returns>
    public IReadOnlyList<long> Measure(IReadOnlyList<ModelCompilation> networks)
    {
        foreach (var network in networks)
        {
            foreach (var file in network.Files.Where(file => file.Name.EndsWith("_model.h", StringComparison.Ordinal) || file.Name.EndsWith("_info.h", StringComparison.Ordinal)))
            {
                File.WriteAllBytes(Path.Combine(folder, file.Name), file.Content.ToArray());
            }

            var source = network.Files.Single(file => file.Name == $"{network.Name}_model.c");
            File.WriteAllBytes(Path.Combine(folder, source.Name), source.Content.ToArray());
        }

        var main = Path.Combine(folder, "networks.c");
        var program = Path.Combine(folder, "networks.elf");
        File.WriteAllText(main, MainSource(networks));
        toolchain.CompileAsync(
            target, [main, .. networks.Select(network => Path.Combine(folder, $"{network.Name}_model.c"))], [folder], program).GetAwaiter().GetResult();
        var run = new EmulatedBoard(target).RunAsync(program, Timeout).GetAwaiter().GetResult();
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return run.ExitCode == 0 && lines.Length == networks.Count
            ? [.. lines.Select(line => long.Parse(line, NumberStyles.None, CultureInfo.InvariantCulture))]
            : throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.FirmwareOutputInvalid, $"The program of {networks.Count} networks ended with {run.ExitCode} and {lines.Length} lines."));
    }

    private static string MainSource(IReadOnlyList<ModelCompilation> networks)
    {
        var text = new StringBuilder("#include <stdalign.h>\n#include \"board.h\"\n");
        foreach (var network in networks)
        {
            text.Append(CultureInfo.InvariantCulture, $"#include \"{network.Name}_model.h\"\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"static alignas(16) int8_t arena[{networks.Max(network => network.Schedule.Arena.Size)}];\n");
        text.Append("static int8_t window[8192];\n\nint main(void)\n{\n");
        text.Append("    for (uint32_t i = 0, noise = 1; i < sizeof window; i++) {\n        noise = noise * 1664525u + 1013904223u;\n        window[i] = (int8_t)(noise >> 24);\n    }\n");
        foreach (var name in networks.Select(network => network.Name))
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                    {
                        {{name}}_model model;
                        int8_t probabilities[{{name.ToUpperInvariant()}}_CLASSES];
                        int32_t class_index = 0;
                        if ({{name}}_init(&model, arena, sizeof arena) != MICRONAS_OK) {
                            return 2;
                        }
                        const uint32_t begin = board_ticks();
                        const micronas_status status = {{name}}_run_quantized(&model, window, probabilities, &class_index);
                        const int64_t instructions = board_instructions(board_ticks() - begin);
                        if (status != MICRONAS_OK) {
                            return 3;
                        }
                        board_print_integer(instructions);
                        board_print("\n");
                    }

                """);
        }

        return text.Append("    return 0;\n}\n").ToString();
    }
}
