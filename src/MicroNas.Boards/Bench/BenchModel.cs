using System.Globalization;

namespace MicroNas.Boards.Bench;

/// <summary>An emitted model that is linked into the bench firmware, so that the board runs it whole.</summary>
/// <param name="Name">Prefixes its files and C names.</param>
/// <param name="Folder">Of the emitted sources.</param>
/// <param name="TfliteHash">SHA-256 of its .tflite, in hexadecimal digits: what the firmware is asked for.</param>
public sealed record BenchModel(string Name, string Folder, string TfliteHash)
{
    /// <summary>The first 32 bits of the hash; 0 would mean no model.</summary>
    public uint Id { get; } = Math.Max(1, uint.Parse(TfliteHash.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    internal string Source => Path.Combine(Folder, $"{Name}_model.c");

    internal IReadOnlyList<string> Definitions
    {
        get
        {
            var prefix = Name.ToUpperInvariant();
            return
            [
                $"-DMICRONAS_BENCH_MODEL={Name}",
                $"-DMICRONAS_BENCH_MODEL_HEADER=\"{Name}_model.h\"",
                $"-DMICRONAS_BENCH_MODEL_ARENA={prefix}_ARENA_SIZE",
                $"-DMICRONAS_BENCH_MODEL_INPUT={prefix}_INPUT_SIZE",
                $"-DMICRONAS_BENCH_MODEL_CLASSES={prefix}_CLASSES",
                FormattableString.Invariant($"-DMICRONAS_BENCH_MODEL_ID=0x{Id:x8}u"),
            ];
        }
    }
}
