using System.CommandLine;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Diagnostics;
using Spectre.Console;

namespace MicroNas.Cli.Commands;

/// <summary>The verb <c>sources</c>: where the runtime's and a board's C sources are, and their flags, for builds other than MSBuild's.</summary>
internal static class SourcesCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var board = new Option<string>("--board") { Description = "A board's name, or host.", DefaultValueFactory = _ => "host" };
        var command = new Command("sources", "Print the C sources and flags of the runtime and of a board.") { board, environment.Json };
        command.SetAction(result => environment.Guard(result, _ =>
        {
            var layout = new FirmwareLayout(DefaultFolders.Firmware ?? throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.FirmwareSourcesMissing,
                "The C sources are not beside this program. Install the tool anew, or set MICRONAS_FIRMWARE to the folder that has runtime and boards.")));
            var target = Find(result.GetRequiredValue(board));
            // What the compiler takes, in the order of its command line; the place of the program is the caller's.
            var arguments = new FirmwareToolchain(layout).Arguments(target, [], [], "");
            var sources = (string[])[.. layout.RuntimeSources, .. layout.BoardSources(target)];
            var options = arguments.Take(arguments.Count - 2).Except(sources).ToArray();
            var description = new
            {
                folder = layout.Root,
                sources,
                includes = (string[])[layout.Runtime, layout.Boards],
                compilerOptions = options.Where(option => !IsForLinker(option) && !option.StartsWith("-I", StringComparison.Ordinal)).ToArray(),
                linkerOptions = options.Where(IsForLinker).ToArray(),
            };
            environment.WriteResult(result, description, console => console.WriteLine(string.Join('\n', (string[])[.. sources, .. options])));
            return ExitCode.Success;
        }));
        return command;
    }

    private static bool IsForLinker(string option) =>
        ((string[])["-Wl,", "-L", "-T", "--specs", "-nostartfiles"]).Any(start => option.StartsWith(start, StringComparison.Ordinal));

    private static FirmwareTarget Find(string name) => name == FirmwareTarget.Host.Name
        ? FirmwareTarget.Host
        : FirmwareTarget.Boards.FirstOrDefault(target => target.Board == name) ?? throw new MicroNasException(Diagnostic.Error(
            DiagnosticCodes.UnknownBoard, $"There is no board '{name}'. Known boards: host, {string.Join(", ", FirmwareTarget.Boards.Select(target => target.Board))}."));
}
