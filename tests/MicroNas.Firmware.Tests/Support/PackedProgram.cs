using System.Globalization;
using System.Text;
using MicroNas.Boards.Emulation;
using MicroNas.Boards.Toolchain;

namespace MicroNas.Firmware.Tests.Support;

/// <summary>One program that runs any number of layers.</summary>
internal static class PackedProgram
{
    /// <summary>How many bytes of each layer differ from the interpreter's.</summary>
    public static async Task<int[]> RunAsync(string core, IReadOnlyList<PackedLayer> layers)
    {
        var target = FirmwareTarget.All.Single(candidate => candidate.Name == core);
        var text = new StringBuilder("#include <stdalign.h>\n#include \"board.h\"\n#include \"micronas_runtime.h\"\n");
        for (var i = 0; i < layers.Count; i++)
        {
            layers[i].Write(text, FormattableString.Invariant($"layer{i}"));
        }

        text.AppendLine("int main(void)\n{");
        for (var i = 0; i < layers.Count; i++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"    board_print_integer(check_layer{i}());\n    board_print(\" \");");
        }

        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("main.c"), text.AppendLine("    return 0;\n}").ToString());
        await FirmwareSources.Toolchain.CompileAsync(
            target, [folder.File("main.c")], [], folder.File("packed"), [.. SelfTestProgram.Strict, .. target.IsHost ? SelfTestProgram.Sanitizers : []]);
        var run = await FirmwareProgram.RunAsync(target, folder.File("packed"), TimeSpan.FromMinutes(2));
        Assert.True(run.ExitCode == 0, run.Output);
        return [.. run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(value => int.Parse(value, CultureInfo.InvariantCulture))];
    }
}
