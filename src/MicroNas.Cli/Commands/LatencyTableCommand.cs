using System.CommandLine;
using System.Text;
using MicroNas.Cli.Output;
using MicroNas.Core.Latency;
using MicroNas.Core.Latency.Tables;
using MicroNas.Core.Pipeline;
using Spectre.Console;

namespace MicroNas.Cli.Commands;

/// <summary><c>lut show|compare|merge</c>: latency tables as files.</summary>
internal static class LatencyTableCommand
{
    public static Command Create(CommandEnvironment environment) =>
        new("lut", "Show, compare and merge latency tables.") { Show(environment), Compare(environment), Merge(environment) };

    private static Command Show(CommandEnvironment environment)
    {
        var file = new Argument<FileInfo>("file") { Description = "The latency table." };
        var plot = new Option<FileInfo?>("--plot") { Description = "Write predicted against measured operators as SVG." };
        var command = new Command("show", "What a latency table belongs to, what it holds and how far it may be off.") { file, plot, environment.Json };
        command.SetAction(result => environment.Guard(result, observer =>
        {
            var path = result.GetRequiredValue(file).FullName;
            var table = LatencyTableReader.ReadFile(path).File;
            if (result.GetValue(plot) is { } svg)
            {
                AtomicFile.Write(svg.FullName, Encoding.UTF8.GetBytes(LatencyPlot.Svg(table)));
                observer.Note($"{svg.FullName}: written");
            }

            environment.WriteResult(result, LatencyTableText.ToJson(path, table), console =>
            {
                LatencyTableText.Write(console, path, table);
                LatencyTableText.WriteForms(console, table);
            });
            return ExitCode.Success;
        }));
        return command;
    }

    private static Command Compare(CommandEnvironment environment)
    {
        var files = new Argument<FileInfo[]>("files") { Description = "Two latency tables.", Arity = new ArgumentArity(2, 2) };
        var command = new Command("compare", "Which operators two tables share, and by how much they differ.") { files, environment.Json };
        command.SetAction(result => environment.Guard(result, _ =>
        {
            var tables = result.GetRequiredValue(files).Select(file => LatencyTableReader.ReadFile(file.FullName)).ToArray();
            var (left, right) = (tables[0], tables[1]);
            string[] names = [.. result.GetRequiredValue(files).Select(file => file.Name)];
            var rows = left.File.Entries
                .Where(entry => right.IsExact(entry.Measured.Shape))
                .Select(entry => (
                    Operator: OperatorText.Of(OperatorText.Resolve(entry.Measured.Shape, left.File.Provenance.Runtime)),
                    Left: left.Estimate(entry.Measured.Shape).Count,
                    Right: right.Estimate(entry.Measured.Shape).Count))
                .Where(row => row.Left > 0)
                .OrderByDescending(row => Math.Abs((row.Right / row.Left) - 1)).ToList();
            environment.WriteResult(
                result,
                new
                {
                    left = left.Id,
                    right = right.Id,
                    operators = rows.Select(row => new { row.Operator, leftCycles = row.Left, rightCycles = row.Right, difference = (row.Right / row.Left) - 1 }),
                },
                console =>
                {
                    console.WriteLine($"{names[0]} ({left.Id}): {left.File.Entries.Count} operators; {names[1]} ({right.Id}): {right.File.Entries.Count}; in both: {rows.Count}");
                    var view = new Spectre.Console.Table { Border = TableBorder.Simple };
                    view.AddColumns("operator", $"cycles {names[0]}", $"cycles {names[1]}", "difference %");
                    foreach (var row in rows)
                    {
                        view.AddRow(
                            row.Operator, FormattableString.Invariant($"{row.Left:N0}"), FormattableString.Invariant($"{row.Right:N0}"),
                            FormattableString.Invariant($"{((row.Right / row.Left) - 1) * 100:+0.00;-0.00;0.00}"));
                    }

                    console.Write(view);
                });
            return ExitCode.Success;
        }));
        return command;
    }

    private static Command Merge(CommandEnvironment environment)
    {
        var files = new Argument<FileInfo[]>("files") { Description = "Latency tables of the same board and firmware.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<FileInfo>("--out") { Description = "The merged table.", Required = true };
        var command = new Command("merge", "Join tables that were measured for several search spaces, and fit the model to all of them.")
        {
            files, output, environment.Json,
        };
        command.SetAction(result => environment.Guard(result, observer =>
        {
            (string, LatencyTableFile)[] tables =
                [.. result.GetRequiredValue(files).Select(file => (file.ToString(), LatencyTableReader.ReadFile(file.FullName).File))];
            var runtime = tables[0].Item2.Provenance.Runtime;
            var profiles = LatencyTables.Profiles.Where(profile => profile.Runtime == runtime).ToList();
            var merged = LatencyTableMerge.Merge(tables, profiles.FirstOrDefault(profile => profile.Name == tables[0].Item2.Provenance.Prior) ?? profiles[0]);
            var path = result.GetRequiredValue(output).FullName;
            AtomicFile.Write(path, LatencyTableWriter.Write(merged));
            if (!merged.Errors.Converged)
            {
                observer.Report(CharacterizationDiagnostics.Inexact(merged));
            }

            environment.WriteResult(result, LatencyTableText.ToJson(path, merged), console => LatencyTableText.Write(console, path, merged));
            return ExitCode.Success;
        }));
        return command;
    }
}
