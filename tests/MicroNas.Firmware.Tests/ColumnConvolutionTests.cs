using MicroNas.Boards.Toolchain;
using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Firmware.Tests;

/// <summary>The kernel for first layers over raw channels gives the interpreter's bytes.</summary>
public sealed class ColumnConvolutionTests
{
    [Theory]
    [InlineData("host", 60)]
    [InlineData("cortex-m4", 40)]
    [InlineData("cortex-m3", 15)]
    [InlineData("cortex-m7", 10)]
    [InlineData("cortex-m33", 10)]
    public async Task First_layers_of_any_shape_give_the_interpreters_bytes(string core, int count)
    {
        var random = new Random(count);
        var target = FirmwareTarget.All.Single(candidate => candidate.Name == core);
        TestModel[] models = [.. Enumerable.Range(0, count).Select(i =>
            TestModel.Interpreted($"column{i}", SingleOperatorModels.ColumnConvolution(random), windows: 3, random))];

        Assert.All(models, model => Assert.Equal(
            ConvolutionKernel.Column, ConvolutionPlanner.Plan(ConvolutionShape.Of(model.Model, (Convolution2D)model.Model.Operators[0])).Kernel));
        await SelfTestProgram.VerifyAsync(target, models, target.IsHost ? SelfTestProgram.Sanitizers : []);
    }
}
