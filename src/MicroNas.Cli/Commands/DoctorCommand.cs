using System.CommandLine;
using MicroNas.Cli.Doctor;
using MicroNas.Learning.Native;
using Spectre.Console;

namespace MicroNas.Cli.Commands;

/// <summary><c>doctor</c>: whether this machine has what builds need, and how to mend it.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var command = new Command("doctor", "Check SDK, platform, native libraries, compilers, emulator, board ports, cache, proxy and package sources.")
        {
            environment.Cache, environment.Json,
        };
        command.SetAction(result => environment.Guard(result, _ =>
        {
            var findings = Examine(environment.CacheFolder(result));
            var healthy = findings.All(finding => finding.Verdict != Verdict.Missing);
            environment.WriteResult(result, new { version = PipelineFactory.EngineVersion, healthy, findings }, console => Write(console, findings));
            return healthy ? ExitCode.Success : ExitCode.Unfit;
        }));
        return command;
    }

    private static IReadOnlyList<Finding> Examine(string cache)
    {
        var natives = NativeInspection.Run();
        return
        [
            ToolChecks.Sdk(),
            MachineChecks.Platform(natives),
            MachineChecks.Natives(natives),
            ToolChecks.HostCompiler(),
            ToolChecks.TargetCompiler(),
            ToolChecks.Emulator(),
            ToolChecks.Sources(),
            MachineChecks.Ports(),
            MachineChecks.Cache(cache),
            NetworkChecks.Proxy(),
            NetworkChecks.Sources(),
        ];
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<Finding> findings)
    {
        console.WriteLine($"MicroNas {PipelineFactory.EngineVersion}");
        foreach (var finding in findings)
        {
            var (word, colour) = finding.Verdict switch
            {
                Verdict.Ok => ("ok", "green"),
                Verdict.Warning => ("warning", "yellow"),
                _ => ("MISSING", "red"),
            };
            console.MarkupLineInterpolated($"[{colour}]{word,-8}[/] {finding.Name,-14} {finding.Found}");
            if (finding.Mend is { } mend)
            {
                console.MarkupLineInterpolated($"{"",-24}mend: {mend}");
            }
        }
    }
}
