using System.Runtime.InteropServices;
using MicroNas.Core.Quantization;
using MicroNas.Core.Tflite;

namespace MicroNas.Core.Tests.Support;

/// <summary>The ten models that others made, with what TensorFlow Lite Micro computes for 16 windows.</summary>
public static class SharedModels
{
    public const string Missing = "The folder shared/models is not beside the repository (or beside MICRONAS_DATA).";

    /// <summary>Every second number from 0 to 18, as theory data.</summary>
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, 10).Select(i => 2 * i)];

    public static string? Folder { get; } = Find();

    public static string PathOf(int number) => Path.Combine(Folder!, FormattableString.Invariant($"skoda-{number}.tflite"));

    public static QuantizedModel Read(int number) => TfliteReader.Read(File.ReadAllBytes(PathOf(number)), PathOf(number));

    /// <summary>16 windows of 64 x 30.</summary>
    public static sbyte[] Windows() => Bytes("noise-16x64x30.i8");

    /// <summary>16 results of 10 classes from TensorFlow Lite Micro.</summary>
    public static sbyte[] Golden(int number) => Bytes(FormattableString.Invariant($"skoda-{number}.tflm.i8"));

    private static sbyte[] Bytes(string name) =>
        MemoryMarshal.Cast<byte, sbyte>(File.ReadAllBytes(Path.Combine(Folder!, name))).ToArray();

    private static string? Find()
    {
        var candidates = new List<string>();
        if (Environment.GetEnvironmentVariable("MICRONAS_DATA") is { Length: > 0 } data)
        {
            candidates.Add(Path.Combine(Path.GetFullPath(data), "..", "models"));
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            candidates.Add(Path.Combine(folder.FullName, "shared", "models"));
        }

        return candidates.FirstOrDefault(Directory.Exists);
    }
}
