using System.CommandLine;
using System.Globalization;
using MicroNas.Core.Reporting;
using MicroNas.Core.Tflite;
using Spectre.Console;

namespace MicroNas.Cli.Commands;

/// <summary><c>inspect model.tflite</c>: operators, shapes, quantization, arena and MACs of an int8 model.</summary>
internal static class InspectCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var model = new Argument<FileInfo>("model") { Description = "The int8 .tflite file." };
        var command = new Command("inspect", "Show operators, shapes, quantization, arena and MACs of a model.")
        {
            model, environment.Json,
        };
        command.SetAction(result => environment.Guard(result, _ =>
        {
            var file = result.GetRequiredValue(model);
            var inspection = ModelInspection.Of(TfliteReader.Read(InputFile.Read(file.FullName), file.Name));
            environment.WriteResult(result, inspection, console => Write(console, inspection));
            return ExitCode.Success;
        }));
        return command;
    }

    private static void Write(IAnsiConsole console, ModelInspection inspection)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("#", "operator", "detail", "output", "scale", "zero point");
        table.AddColumn(new TableColumn("MACs").RightAligned());
        foreach (var node in inspection.Operators)
        {
            table.AddRow(
                Text(node.Index),
                node.Operator,
                Markup.Escape(node.Detail),
                string.Join('x', node.Output.Shape),
                node.Output.Scale?.ToString("G6", CultureInfo.InvariantCulture) ?? "",
                node.Output.ZeroPoint is { } zeroPoint ? Text(zeroPoint) : "",
                node.MultiplyAccumulates.ToString("N0", CultureInfo.InvariantCulture));
        }

        console.WriteLine(inspection.Description);
        console.WriteLine($"input   {Describe(inspection.Input)}");
        console.WriteLine($"output  {Describe(inspection.Output)}");
        console.Write(table);
        console.WriteLine(FormattableString.Invariant($"MACs       {inspection.MultiplyAccumulates:N0}"));
        console.WriteLine(FormattableString.Invariant($"constants  {inspection.ConstantBytes:N0} B"));
        var tflm = inspection.TflmArenaBytes is { } bytes ? FormattableString.Invariant($"{bytes:N0} B") : "not measured";
        console.WriteLine(FormattableString.Invariant(
            $"arena      {inspection.ArenaBytes:N0} B (lower bound {inspection.ArenaLowerBoundBytes:N0} B); TFLM {tflm}"));
    }

    private static string Describe(TensorInspection tensor) => FormattableString.Invariant(
        $"{tensor.Name} {string.Join('x', tensor.Shape)} {tensor.Type}, scale {tensor.Scale:G6}, zero point {tensor.ZeroPoint}");

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
