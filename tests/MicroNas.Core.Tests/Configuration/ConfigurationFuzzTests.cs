using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Tests.Configuration;

public class ConfigurationFuzzTests
{
    private const string Full = """
        # everything
        x-seed: &seed 5
        model: wearable_1
        dataset:
          path: data
          format: csv
          rate: 50 Hz
          window: 128
          stride: 64
          channels: [acc_x, acc_y, acc_z]
          use: [acc_x, 1]
          classes: ["walk", 'run']
          rotation: [[acc_x, acc_y, acc_z]]
          augmentation: { rotation: 10, timeShift: 0.1 }
          split: { by: subject, testSubjects: [1, 2], validationSubjects: [3], seed: *seed }
          columns: { label: activity }
        target: { mcu: stm32l552ze, runtime: tflm }
        budget: { latency: 1.5 s, memory: 128 KiB, flash: 1 MB }
        search:
          epochs: 3
          space: { minimumTime: 8 }
        training: { batch: 32, classWeights: balanced }
        """;

    private static readonly string[] Splices =
    [
        "\n", "  ", "\t", ":", ": ", "- ", "[", "]", "{", "}", "&a ", "*a", "<<: ", "!!int ", "!x ", "%YAML 1.1\n", "---\n", "...\n", "|\n", ">-\n",
        "'", "\"", "#", "? ", ",", "\0", "\u0085", "\ufeff", "\ud83d\ude00", "-1", "1e999", "0x10", "99999999999999999999", "null", "~", "25 ms",
        "\\x", "\\u0000", "@", "`", "key: [1, {a: b}]\n",
    ];

    [Fact]
    public void The_full_file_is_valid() => Assert.Equal(32, ConfigurationText.Read(Full).Options.Training.BatchSize);

    /// <summary>Whatever an editor's accident makes of a file, it is read or refused by code, never with another exception.</summary>
    [Property(MaxTest = 1500)]
    public Property Mutations_are_read_or_refused_with_codes() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => IsReadOrRefused(Mutate(seed)));

    private static byte[] Mutate(int seed)
    {
        var random = new Random(seed);
        var bytes = Encoding.UTF8.GetBytes(Full).ToList();
        for (var edits = random.Next(1, 6); edits > 0; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 30), bytes.Count - at - 1));
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Splices[random.Next(Splices.Length)]));
                    break;
                case 3:
                    var from = random.Next(bytes.Count);
                    bytes.InsertRange(at, bytes.GetRange(from, Math.Min(random.Next(1, 40), bytes.Count - from)));
                    break;
                default:
                    bytes.RemoveRange(at + 1, bytes.Count - at - 1);
                    break;
            }
        }

        return [.. bytes];
    }

    private static bool IsReadOrRefused(byte[] bytes)
    {
        try
        {
            return ConfigurationText.Read(bytes).Options is not null;
        }
        catch (MicroNasException exception)
        {
            return exception.Diagnostics.Count > 0
                && exception.Diagnostics.All(error => error.Code.StartsWith("MNAS1", StringComparison.Ordinal) && !error.Message.Contains('\n'));
        }
    }

    [Property]
    public bool A_quantity_survives_writing_and_reading(PositiveInt bytes, NonNegativeInt unit)
    {
        var (name, factor) = new[] { ("B", 1L), ("kB", 1000), ("KiB", 1024), ("MB", 1_000_000), ("MiB", 1 << 20) }[unit.Get % 5];
        var text = $"model: m\ntarget: {{ mcu: nrf52832 }}\nbudget: {{ memory: {bytes.Get} {name}, latency: {bytes.Get}ms }}";
        var budget = ConfigurationText.Read(text).Options.Budget;
        return budget.Memory!.Value.Bytes == bytes.Get * factor && budget.Latency!.Value.Value == bytes.Get;
    }

    [Property]
    public Property An_unknown_key_one_letter_off_is_recognised()
    {
        var keys = new[] { "latency", "memory", "flash" };
        return Prop.ForAll(Gen.Elements(keys).ToArbitrary(), Gen.Choose(0, 4).ToArbitrary(), (key, at) =>
        {
            var mistyped = key.Remove(at, 1);
            var errors = ConfigurationText.Errors($"model: m\ntarget: {{ mcu: nrf52832 }}\nbudget: {{ {mistyped}: 1 ms }}");
            return errors.Single().Message.Contains($"did you mean '{key}'?", StringComparison.Ordinal);
        });
    }
}
