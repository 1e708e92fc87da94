using System.Globalization;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Boards.Characterization;

/// <summary>Runs a whole emitted model in the emulator and counts the instructions of one inference, copies of window and result included.</summary>
public sealed class WholeModelProgram(FirmwareLayout layout, FirmwareTarget target)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    /// <param name="model">The model's name, which prefixes its files.</param>
    /// <param name="sources">The folder of the emitted files.</param>
    /// <param name="workFolder">An existing folder for the program.</param>
    /// <exception cref="MicroNasException">MNAS71xx: a tool is missing, the model does not fit the board, or it did not answer.</exception>
    public async Task<long> CountAsync(string model, string sources, string workFolder, CancellationToken cancellation = default)
    {
        var main = Path.Combine(workFolder, "whole_model.c");
        var program = Path.Combine(workFolder, "whole_model.elf");
        await File.WriteAllTextAsync(main, MainSource(model), cancellation);
        await new FirmwareToolchain(layout).CompileAsync(
            target, [main, Path.Combine(sources, $"{model}_model.c")], [sources], program, cancellationToken: cancellation);
        var run = await new EmulatedBoard(target).RunAsync(program, Timeout, cancellation);
        return run.ExitCode == 0 && long.TryParse(run.Output.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var instructions) && instructions > 0
            ? instructions
            : throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.FirmwareOutputInvalid,
                FormattableString.Invariant($"The model '{model}' ended with {run.ExitCode} on {target.Board} and printed: {run.Output.Trim()}; expected its count of instructions.")));
    }

    private static string MainSource(string model) => $$"""
        #include <stdalign.h>
        #include "board.h"
        #include "{{model}}_model.h"

        static alignas(16) int8_t arena[{{model.ToUpperInvariant()}}_ARENA_SIZE];
        static int8_t window[{{model.ToUpperInvariant()}}_INPUT_SIZE];

        int main(void)
        {
            {{model}}_model model;
            int8_t probabilities[{{model.ToUpperInvariant()}}_CLASSES];
            int32_t class_index = 0;
            uint32_t noise = 1;
            for (uint32_t i = 0; i < sizeof window; i++) {
                noise = noise * 1664525u + 1013904223u;
                window[i] = (int8_t)(noise >> 24);
            }
            if ({{model}}_init(&model, arena, sizeof arena) != MICRONAS_OK) {
                return 2;
            }
            const uint32_t begin = board_ticks();
            const micronas_status status = {{model}}_run_quantized(&model, window, probabilities, &class_index);
            const int64_t instructions = board_instructions(board_ticks() - begin);
            board_print_integer(instructions);
            board_print("\n");
            return status == MICRONAS_OK ? 0 : 3;
        }

        """;
}
