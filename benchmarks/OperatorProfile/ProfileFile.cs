using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MicroNas.Core.Latency;

namespace MicroNas.Benchmarks.OperatorProfile;

/// <summary>The committed profile of our runtime, and its text after a fit.</summary>
internal static class ProfileFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Path { get; } = System.IO.Path.Combine(
        RepositoryFolder.Find(), "src", "MicroNas.Core", "Latency", "Profiles", "micronas-cortex-m4.json");

    public static LatencyProfile Read() => LatencyProfileReader.Read(File.ReadAllBytes(Path), Path);

    /// <summary>
    /// Replaces what was measured. Clocks, cycles per instruction and error band are judgements and stay; the date changes
    /// with the figures alone, so that an equal fit gives equal bytes.
    /// </summary>
    public static byte[] Refit(LatencyProfile committed, IReadOnlyList<OperatorCoefficients> operators, string source, DateTimeOffset now)
    {
        var same = committed with { Operators = operators, Source = source };
        var text = Serialize(same);
        return text.AsSpan().SequenceEqual(Serialize(committed))
            ? text
            : Serialize(same with { Date = now.ToString("yyyy-MM", CultureInfo.InvariantCulture) });
    }

    private static byte[] Serialize(LatencyProfile profile) => [.. JsonSerializer.SerializeToUtf8Bytes(profile, Options), (byte)'\n'];
}
