using MicroNas.Core.Interpretation;
using MicroNas.Core.Quantization;
using MicroNas.Core.Tests.Support;
using MicroNas.Core.Tflite;
using Xunit.Abstractions;

namespace MicroNas.Core.Tests.Judges;

/// <summary>The interpreter against TensorFlow Lite 2.9's builtin kernels, byte for byte.</summary>
public sealed class TensorFlowLiteAgreementTests(ITestOutputHelper output)
{
    private const int RandomModels = 48;

    [SkippableFact]
    public void Random_emitted_models_give_the_same_logits()
    {
        Skip.If(TensorFlowLite.LibraryPath is null, TestTools.Missing);
        var random = new Random(61);
        var (probabilities, different, distinct) = (0, 0, 0);
        for (var i = 0; i < RandomModels; i++)
        {
            var model = ModelQuantizer.Quantize(RandomTrainedNetworks.Draw(random), FormattableString.Invariant($"random {i}"));
            var windows = RandomTrainedNetworks.Windows(8, model.Tensors[model.Input].Elements, random);

            var logits = GraphSurgery.WithoutSoftmax(model);
            var ourLogits = new Int8Interpreter(logits).RunAll(windows);
            AssertSame(Judge(logits, windows), ourLogits, i);
            distinct += ourLogits.Distinct().Count();

            var (theirs, ours) = (Judge(model, windows), new Int8Interpreter(model).RunAll(windows));
            probabilities += ours.Length;
            different += theirs.Zip(ours).Count(pair => pair.First != pair.Second);
            Assert.All(theirs.Zip(ours), pair => Assert.InRange(pair.First - pair.Second, -1, 1));
        }

        // A step is possible (TensorFlow Lite's softmax reads a table of floats), but only here and there.
        Assert.True(different * 1000 <= probabilities, $"{different} of {probabilities} probabilities differ.");

        // Dead networks would agree on nothing but their zero points.
        Assert.True(distinct > 8 * RandomModels, $"Only {distinct} different logits in {RandomModels} models.");
        output.WriteLine(FormattableString.Invariant(
            $"TensorFlow Lite {TensorFlowLite.Version}: softmax differs by one step on {different} of {probabilities} probabilities."));
    }

    [SkippableTheory]
    [MemberData(nameof(SharedModels.Numbers), MemberType = typeof(SharedModels))]
    public void Shared_models_give_the_same_maps_before_the_mean(int number)
    {
        Skip.If(TensorFlowLite.LibraryPath is null, TestTools.Missing);
        Skip.If(SharedModels.Folder is null, SharedModels.Missing);
        var maps = GraphSurgery.UpTo<Mean>(SharedModels.Read(number));
        var windows = SharedModels.Windows().AsSpan(0, 4 * 64 * 30).ToArray();
        Assert.Equal(Judge(maps, windows), new Int8Interpreter(maps).RunAll(windows));
    }

    private static sbyte[] Judge(QuantizedModel model, sbyte[] windows)
    {
        using var judge = new TensorFlowLite(TfliteWriter.Write(model));
        return judge.RunAll(windows);
    }

    private static void AssertSame(sbyte[] expected, sbyte[] actual, int model) =>
        Assert.True(expected.AsSpan().SequenceEqual(actual), $"Model {model} differs.");
}
