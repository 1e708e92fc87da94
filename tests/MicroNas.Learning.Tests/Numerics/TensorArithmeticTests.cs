using MicroNas.Learning.Numerics;

using static TorchSharp.torch;

namespace MicroNas.Learning.Tests.Numerics;

[Collection(TorchCollection.Name)]
public sealed class TensorArithmeticTests
{
    /// <summary>Garbage collections all the while: a number that libtorch still reads must not be freed.</summary>
    [Fact]
    public void Numbers_stay_alive_while_libtorch_reads_them()
    {
        using var stop = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            for (var i = 0; i < 2000; i++)
            {
                using var scope = NewDisposeScope();
                var values = ones(64).TimesInPlace(3).Plus(2).DividedBy(5).Between(0, 2).AtLeast(0.5);
                Assert.Equal(64f, values.Minus(zeros(64)).Plus(zeros(64)).sum().Value<float>());
            }
        }
        finally
        {
            stop.Cancel();
            collector.Join();
        }
    }
}
