using System.CommandLine;
using System.Runtime.InteropServices;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Tflite;
using Spectre.Console;

namespace MicroNas.Cli.Commands;

/// <summary><c>run model.tflite --input windows.i8 --output results.i8</c>: raw int8 windows through the reference interpreter.</summary>
internal static class RunCommand
{
    public static Command Create(CommandEnvironment environment)
    {
        var model = new Argument<FileInfo>("model") { Description = "The int8 .tflite file." };
        var input = new Option<FileInfo>("--input")
        {
            Description = "Raw int8 windows, one after the other, each of the model's input size.",
            Required = true,
        };
        var output = new Option<FileInfo>("--output")
        {
            Description = "Where the raw int8 outputs go, one vector a window.",
            Required = true,
        };
        var command = new Command("run", "Run raw int8 windows through the int8 interpreter.")
        {
            model, input, output, environment.Json,
        };
        command.SetAction(result => environment.Guard(result, _ =>
        {
            var modelFile = result.GetRequiredValue(model);
            var interpreter = new Int8Interpreter(TfliteReader.Read(InputFile.Read(modelFile.FullName), modelFile.Name));
            var windowsFile = result.GetRequiredValue(input);
            var windows = InputFile.Read(windowsFile.FullName);
            if (windows.Length == 0 || windows.Length % interpreter.InputElements != 0)
            {
                throw new MicroNasException(Diagnostic.Error(
                    DiagnosticCodes.RawWindowsSize,
                    $"The file holds {windows.Length} bytes, which is not a whole number of windows of {interpreter.InputElements} bytes "
                    + $"(the input of '{modelFile.Name}'). Write int8 windows one after the other, without a header.",
                    new SourceLocation(windowsFile.FullName)));
            }

            var outputs = interpreter.RunAll(MemoryMarshal.Cast<byte, sbyte>(windows).ToArray());
            AtomicFile.Write(result.GetRequiredValue(output).FullName, MemoryMarshal.AsBytes(outputs.AsSpan()));
            var count = windows.Length / interpreter.InputElements;
            environment.WriteResult(
                result,
                new { windows = count, inputSize = interpreter.InputElements, outputSize = interpreter.OutputElements },
                console => console.WriteLine($"{count} windows of {interpreter.InputElements} bytes -> {count} outputs of {interpreter.OutputElements} bytes."));
            return ExitCode.Success;
        }));
        return command;
    }
}
