using System.Diagnostics;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Quantization;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

public sealed class OperatorSweepTests
{
    [Fact]
    public async Task Measure()
    {
        var w = Stopwatch.StartNew();
        var random = new Random(1);
        Func<Random, QuantizedModel>[] kinds =
        [
            SingleOperatorModels.Convolution, SingleOperatorModels.Add, SingleOperatorModels.AveragePool,
            SingleOperatorModels.Softmax, SingleOperatorModels.Mean,
        ];
        var models = Enumerable.Range(0, 200).Select(i =>
            TestModel.Interpreted($"single{i}", kinds[i % kinds.Length](random), windows: 3, random)).ToArray();
        Console.WriteLine($"draw {w.ElapsedMilliseconds}");
        _ = models.Select(m => m.Emit()).ToArray();
        Console.WriteLine($"emit {w.ElapsedMilliseconds}");
        await SelfTestProgram.VerifyAsync(FirmwareTarget.Host, models, SelfTestProgram.Sanitizers);
        Console.WriteLine($"host {w.ElapsedMilliseconds}");
        await SelfTestProgram.VerifyAsync(FirmwareTarget.CortexM4, models);
        Console.WriteLine($"m4 {w.ElapsedMilliseconds}");
    }
}
