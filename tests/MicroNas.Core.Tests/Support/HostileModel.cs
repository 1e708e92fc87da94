using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Emission;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Quantization;
using MicroNas.Core.Tflite;
using MicroNas.Core.Units;

namespace MicroNas.Core.Tests.Support;

/// <summary>Takes bytes or models that nobody vouches for all the way: read, checked, run, emitted as C.</summary>
public static class HostileModel
{
    /// <summary>Far above what the models here need, far below what their numbers could ask for.</summary>
    private const long MostAllocatedBytes = 64 << 20;

    /// <summary>Larger survivors are run but not emitted: a hundred thousand channel names prove nothing more.</summary>
    private const int MostEmittedElements = 1 << 14;

    /// <summary>True when the file was accepted; fails on any other exception than the product's own, and on huge allocations.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="emit">Whether to emit C as well, which takes most of the time.</param>
    public static bool Survives(byte[] file, bool emit = true) => Survives(() => TfliteReader.Read(file, "hostile.tflite"), file, emit);

    /// <summary>As <see cref="Survives(byte[], bool)"/>, for what no file can say.</summary>
    public static bool Survives(QuantizedModel model) => Survives(() => model, [], emit: true);

    private static bool Survives(Func<QuantizedModel> read, byte[] file, bool emit)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var model = read();
            var interpreter = new Int8Interpreter(model);
            var (window, result) = (new sbyte[interpreter.InputElements], new sbyte[interpreter.OutputElements]);
            interpreter.Run(window, result);
            if (emit && window.Length + result.Length <= MostEmittedElements)
            {
                Emit(model, window, result, file);
            }

            return true;
        }
        catch (MicroNasException error)
        {
            Assert.NotEmpty(error.Diagnostics);
            Assert.All(error.Diagnostics, diagnostic => Assert.StartsWith("MNAS60", diagnostic.Code, StringComparison.Ordinal));
            return false;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocatedBytes);
        }
    }

    /// <summary>What the interpreter runs, the emitter emits, or says in a code of its own why not.</summary>
    private static void Emit(QuantizedModel model, sbyte[] window, sbyte[] result, byte[] file)
    {
        var shape = model.Tensors[model.Input].Shape;
        var sensors = shape.Count > 2 ? window.Length / shape[1] : window.Length;
        EquatableArray<string> Names(int count) => [.. Enumerable.Repeat("name", count)];
        try
        {
            var files = CEmitter.Emit(model, new(
                "hostile",
                new ChannelNormalization([.. new float[sensors]], [.. Enumerable.Repeat(1f, sensors)], 10, 10),
                Names(result.Length),
                Names(sensors),
                new Hertz(50),
                [window],
                [result],
                [0],
                file,
                "a test"));
            Assert.NotEmpty(files);
        }
        catch (MicroNasException error)
        {
            Assert.All(error.Diagnostics, diagnostic => Assert.StartsWith("MNAS65", diagnostic.Code, StringComparison.Ordinal));
        }
    }
}
