using MicroNas.Learning.Numerics;

using static TorchSharp.torch;

namespace MicroNas.Learning.Tests.Numerics;

[Collection(TorchCollection.Name)]
public sealed class TensorArithmeticTests
{
    /// <summary>With TorchSharp's own operators this fails within a few thousand rounds.</summary>
    [Fact]
    public void Scalars_outlive_the_call_when_garbage_is_collected_meanwhile()
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect(0);
            }
        });
        collector.Start();
        try
        {
            for (var i = 0; i < 2_000; i++)
            {
                using var scope = NewDisposeScope();
                var sum = ones(8).Plus(ones(8)).PlusInPlace(ones(8)).Plus(1).DividedBy(2).TimesInPlace(3).AtLeast(-1).ClampedTo(0, 100);
                Assert.Equal(6f, sum[0].item<float>());
            }
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
    }
}
