using System.CommandLine;
using MicroNas.Cli.Output;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Emission;
using MicroNas.Core.Memory;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Quantization;
using MicroNas.Core.Reporting;
using MicroNas.Core.Tflite;
using MicroNas.Core.Units;

namespace MicroNas.Cli.Commands;

/// <summary><c>compile model.tflite --out folder</c>: C sources for the runtime from an int8 model, whoever made it.</summary>
internal sealed class CompileCommand
{
    private const int DefaultGoldenVectors = 4;
    private const int MostGoldenVectors = 10_000;

    private readonly Argument<FileInfo> model = new("model") { Description = "The int8 .tflite file." };

    private readonly Option<DirectoryInfo> output = new("--out") { Description = "Folder for the C files.", Required = true };

    private readonly Option<string?> name = new("--name")
    {
        Description = "C identifier, the prefix of every file and name; default: made from the model's file name.",
    };

    private readonly Option<ByteSize?> ram = new("--ram")
    {
        Description = "What the arena may have, in bytes or with a unit (32kB): kernels take scratch up to it for speed. An error when the model needs more.",
        CustomParser = OptionParsers.Size,
    };

    private readonly Option<ByteSize?> flash = new("--flash")
    {
        Description = "What the model's constants may have, in bytes or with a unit (64KiB). An error when it needs more.",
        CustomParser = OptionParsers.Size,
    };

    private readonly Option<FileInfo?> windows = new("--windows")
    {
        Description = "Golden inputs: raw int8 windows one after the other, or a .npy of int8; default: random ones.",
    };

    private readonly Option<int> golden = new("--golden")
    {
        Description = "How many golden vectors the self-test holds; at most as many as --windows has.",
        DefaultValueFactory = _ => DefaultGoldenVectors,
        CustomParser = result => OptionParsers.Integer(result, 1, MostGoldenVectors),
    };

    private readonly Option<string?> classNames = new("--class-names")
    {
        Description = "Names of the outputs, separated by commas; default: class_0, class_1, ...",
    };

    private CompileCommand()
    {
        name.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } value && !new IdentifierAttribute().IsValid(value))
            {
                result.AddError(IdentifierAttribute.IsKeyword(value)
                    ? $"--name is '{value}', which is a keyword of C or a name that C itself takes; choose another."
                    : $"--name is '{value}'; expected a C identifier: a letter, then letters, digits and underscores, at most 63.");
            }
        });
    }

    public static Command Create(CommandEnvironment environment)
    {
        var options = new CompileCommand();
        var command = new Command("compile", "Turn an int8 .tflite into C sources for the runtime.")
        {
            options.model, options.output, options.name, options.ram, options.flash, options.windows, options.golden, options.classNames, environment.Json,
        };
        command.SetAction(result => environment.Guard(result, _ =>
        {
            var folder = result.GetRequiredValue(options.output);
            var report = options.Run(result, folder);
            environment.WriteResult(result, report, console => CompilationSummary.Write(console, report, folder.ToString()));
            return ExitCode.Success;
        }));
        return command;
    }

    private CompilationReport Run(ParseResult result, DirectoryInfo folder)
    {
        CommandEnvironment.RequireNoFile(output.Name, folder.FullName);
        var file = result.GetRequiredValue(model);
        var bytes = InputFile.Read(file.FullName);
        var quantized = TfliteReader.Read(bytes, file.Name);
        var inputs = GoldenInputs(result, quantized);
        var compilation = CEmitter.Compile(
            quantized,
            new EmissionOptions(
                result.GetValue(name) ?? Path.GetFileNameWithoutExtension(file.Name),
                Normalization: null,
                result.GetValue(classNames) is { } names ? [.. names.Split(',', StringSplitOptions.TrimEntries)] : [],
                ChannelNames: [],
                SampleRate: null,
                inputs,
                GoldenOutputs: null,
                GoldenLabels: [],
                bytes,
                $"MicroNas {PipelineFactory.EngineVersion} from {file.Name}"),
            new MemoryLimits(result.GetValue(ram), result.GetValue(flash)));
        AtomicFileSet.Write(folder.FullName, compilation.Files);
        return CompilationReport.Of(quantized, compilation, inputs.Count);
    }

    private IReadOnlyList<sbyte[]> GoldenInputs(ParseResult result, QuantizedModel quantized)
    {
        var (count, elements) = (result.GetValue(golden), quantized.Tensors[quantized.Input].Elements);
        return result.GetValue(windows) is { } file
            ? [.. Int8WindowFile.Read(InputFile.Read(file.FullName), file.FullName, elements).Take(count)]
            : GoldenWindows.Random(count, elements);
    }
}
