using System.Globalization;
using System.Text;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Emission;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Kernels;
using MicroNas.Core.Memory;
using MicroNas.Core.Quantization;
using MicroNas.Core.Units;

namespace MicroNas.Core.Tests.Emission;

public sealed class CEmitterTests
{
    [Fact]
    public void Equal_models_give_equal_bytes_under_any_culture()
    {
        var model = RandomModel(1);
        var invariant = CEmitter.Emit(model, Options(model));
        var before = CultureInfo.CurrentCulture;
        try
        {
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (german.NumberFormat.NumberDecimalSeparator, german.NumberFormat.NegativeSign) = (",", "−");
            CultureInfo.CurrentCulture = german;

            var other = CEmitter.Emit(RandomModel(1), Options(model));

            Assert.Equal(invariant.Select(file => file.Name), other.Select(file => file.Name));
            Assert.All(invariant.Zip(other), pair => Assert.Equal(pair.First.Content.ToArray(), pair.Second.Content.ToArray()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Files_are_plain_text_with_unix_line_ends()
    {
        var model = RandomModel(2);

        foreach (var file in CEmitter.Emit(model, Options(model)))
        {
            var text = Encoding.UTF8.GetString(file.Content.Span);
            Assert.EndsWith("\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\r', text);
            Assert.All(text, character => Assert.True(character is '\n' or (>= ' ' and < '\x7f'), $"{file.Name} holds U+{(int)character:X4}"));
        }
    }

    [Fact]
    public void The_header_states_the_planned_arena_and_every_operator_once()
    {
        var model = RandomModel(3);

        var header = Text(CEmitter.Emit(model, Options(model)), "gesture_info.h");

        Assert.Contains(FormattableString.Invariant($"#define GESTURE_ARENA_SIZE {KernelScheduler.Schedule(model).Arena.Size}\n"), header, StringComparison.Ordinal);
        Assert.Contains("X(AddAveragePool2D) X(AddConv2D) X(AddReshape) X(AddSoftmax)", header.Replace("X(AddAdd) ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5 GHz-model", "_5_GHz_model")]
    [InlineData("while", "_while")]
    [InlineData("", "_")]
    [InlineData("größe", "gr__e")]
    public void A_name_that_is_no_identifier_becomes_one(string name, string expected)
    {
        var model = RandomModel(4);

        var files = CEmitter.Emit(model, Options(model) with { ModelName = name });

        Assert.All(files, file => Assert.StartsWith(expected + "_", file.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_and_provenance_cannot_break_out_of_their_literals()
    {
        var model = RandomModel(5);
        var options = Options(model);

        var files = CEmitter.Emit(model, options with
        {
            ClassNames = ["\"; int x; \\", .. options.ClassNames.Skip(1)],
            ChannelNames = ["a??/b\n°", .. options.ChannelNames.Skip(1)],
            Provenance = "evil */ int y;\n/* more",
        });

        var header = Text(files, "gesture_info.h");
        Assert.Contains("""{"\042; int x; \134",""", header.Replace("\"}", "\",", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("""{"a\077\077/b\012\302\260""", header, StringComparison.Ordinal);
        Assert.DoesNotContain("*/ int y", header, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_misfit_of_the_options_is_reported_at_once()
    {
        var model = RandomModel(6);
        var options = Options(model);

        var error = Assert.Throws<MicroNasException>(() => CEmitter.Emit(model, options with
        {
            ClassNames = [.. options.ClassNames, "one too many"],
            SampleRate = new Hertz(double.NaN),
            GoldenInputs = [new sbyte[3]],
            Normalization = options.Normalization! with { ClipStandardDeviations = -1 },
        }));

        Assert.Equal(4, error.Diagnostics.Count);
        Assert.All(error.Diagnostics, diagnostic => Assert.Equal(DiagnosticCodes.EmissionMetadataMismatch, diagnostic.Code));
    }

    [Fact]
    public void What_a_foreign_model_lacks_is_absent_and_the_interpreter_gives_the_golden_outputs()
    {
        var model = RandomModel(8);
        var options = Options(model);
        var window = GoldenWindows.Random(3, model.Tensors[model.Input].Elements);

        var files = CEmitter.Emit(model, options with
        {
            Normalization = null,
            ClassNames = [],
            ChannelNames = [],
            SampleRate = null,
            GoldenInputs = window,
            GoldenOutputs = null,
            GoldenLabels = [],
        });

        var header = Text(files, "gesture_info.h");
        Assert.Contains("_CLASS_NAMES {\"class_0\", \"class_1\"", header, StringComparison.Ordinal);
        Assert.All(["NORMALIZATION", "CHANNEL_NAMES", "SAMPLE_RATE"], word => Assert.DoesNotContain(word, header, StringComparison.Ordinal));
        var golden = Text(files, "gesture_golden.c");
        Assert.DoesNotContain("golden_labels", golden, StringComparison.Ordinal);
        var outputs = new Int8Interpreter(model).RunAll(window.SelectMany(values => values).ToArray()).Chunk(model.Tensors[model.Output].Elements);
        Assert.All(outputs, output => Assert.Contains($"        {string.Join(", ", output)},\n", golden, StringComparison.Ordinal));
    }

    [Fact]
    public void More_memory_is_used_for_scratch_but_never_exceeded()
    {
        var model = RandomModel(9);
        var options = Options(model) with { GoldenOutputs = null };
        var smallest = KernelScheduler.Schedule(model, 0).Arena.Size;

        for (var ram = smallest; ram < 4 * smallest; ram += 1000)
        {
            Assert.InRange(CEmitter.Compile(model, options, new MemoryLimits(new ByteSize(ram), null)).Schedule.Arena.Size, smallest, ram);
        }

        var error = Assert.Throws<MicroNasException>(() => CEmitter.Compile(model, options, new MemoryLimits(new ByteSize(smallest - 1), new ByteSize(0))));
        Assert.Equal([DiagnosticCodes.ArenaOverLimit, DiagnosticCodes.ConstantsOverLimit], error.Diagnostics.Select(diagnostic => diagnostic.Code));
    }

    [Theory]
    [InlineData("micronas")]
    [InlineData("MicroNas")]
    public void The_prefix_of_the_runtime_is_no_name_for_a_model(string name)
    {
        var model = RandomModel(10);

        var error = Assert.Throws<MicroNasException>(() => CEmitter.Emit(model, Options(model) with { ModelName = name }));

        Assert.Equal(DiagnosticCodes.EmissionMetadataMismatch, error.Diagnostics.Single().Code);
    }

    [Fact]
    public void An_operator_that_nothing_runs_is_named_with_its_index()
    {
        var model = RandomModel(7);
        var last = model.Operators[^1];
        var strange = model with { Operators = [.. model.Operators.SkipLast(1), new HardSwish(last.Inputs, last.Output)] };

        var error = Assert.Throws<MicroNasException>(() => CEmitter.Emit(strange, Options(model)));

        var message = error.Diagnostics.Single().Message;
        Assert.Contains(nameof(HardSwish), message, StringComparison.Ordinal);
        Assert.Contains((model.Operators.Count - 1).ToString(CultureInfo.InvariantCulture), message, StringComparison.Ordinal);
    }

    private static QuantizedModel RandomModel(int seed) => ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(new Random(seed)), "random");

    private static string Text(IReadOnlyList<EmittedFile> files, string name) =>
        Encoding.UTF8.GetString(files.Single(file => file.Name == name).Content.Span);

    private static EmissionOptions Options(QuantizedModel model)
    {
        var (input, output) = (model.Tensors[model.Input], model.Tensors[model.Output]);
        var sensors = input.Shape[2];
        return new EmissionOptions(
            "gesture",
            new ChannelNormalization([.. Enumerable.Repeat(0.5f, sensors)], [.. Enumerable.Repeat(2.25f, sensors)], 10, 10),
            [.. Enumerable.Range(0, output.Elements).Select(i => $"class {i}")],
            [.. Enumerable.Range(0, sensors).Select(i => $"channel {i}")],
            new Hertz(50),
            [new sbyte[input.Elements]],
            [new sbyte[output.Elements]],
            [0],
            new byte[100],
            "micronas 0.1.0");
    }

    private sealed record HardSwish(EquatableArray<int> Inputs, int Output) : QuantizedOperator(Inputs, Output);
}
