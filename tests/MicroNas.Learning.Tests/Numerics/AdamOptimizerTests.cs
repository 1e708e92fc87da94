using MicroNas.Learning.Numerics;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace MicroNas.Learning.Tests.Numerics;

[Collection(TorchCollection.Name)]
public sealed class AdamOptimizerTests
{
    /// <summary>libtorch's own Adam and gradient clipping are the judge.</summary>
    [Fact]
    public void Steps_equal_those_of_libtorch()
    {
        using var scope = NewDisposeScope();
        var random = new RandomSource(3, RandomStream.InitialWeights);
        float[] Draw() => [.. Enumerable.Range(0, 40).Select(_ => (float)(3 * random.NextNormal()))];
        var initial = Draw();
        var ours = tensor(initial, [5, 8]);
        var theirs = new Parameter(tensor(initial, [5, 8]));
        var optimizer = new AdamOptimizer([ours], maximumNorm: 5);
        using var judge = optim.Adam([theirs], lr: 0.01);

        for (var step = 0; step < 20; step++)
        {
            var gradient = Draw();
            optimizer.Step([gradient], 0.01);
            theirs.grad = tensor(gradient, [5, 8]);
            nn.utils.clip_grad_norm_([theirs], 5);
            judge.step();
        }

        Assert.True(allclose(theirs, ours, 1e-5, 1e-6));
    }
}
