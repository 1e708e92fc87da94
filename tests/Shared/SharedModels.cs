using System.Runtime.InteropServices;
using MicroNas.Core.Quantization;
using MicroNas.Core.Tflite;

namespace MicroNas.Tests.Shared;

/// <summary>The ten models that others made, with what TensorFlow Lite Micro computes for 16 windows.</summary>
public static class SharedModels
{
    public static string Missing { get; } = SharedFolder.Missing("models");

    /// <summary>Every second number from 0 to 18, as theory data.</summary>
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, 10).Select(i => 2 * i)];

    public static string? Folder { get; } = SharedFolder.Beside("models");

    public static string PathOf(int number) => Path.Combine(Folder!, FormattableString.Invariant($"skoda-{number}.tflite"));

    public static QuantizedModel Read(int number) => TfliteReader.Read(File.ReadAllBytes(PathOf(number)), PathOf(number));

    /// <summary>16 windows of 64 x 30.</summary>
    public static sbyte[] Windows() => Bytes("noise-16x64x30.i8");

    /// <summary>16 results of 10 classes from TensorFlow Lite Micro.</summary>
    public static sbyte[] Golden(int number) => Bytes(FormattableString.Invariant($"skoda-{number}.tflm.i8"));

    private static sbyte[] Bytes(string name) =>
        MemoryMarshal.Cast<byte, sbyte>(File.ReadAllBytes(Path.Combine(Folder!, name))).ToArray();
}
