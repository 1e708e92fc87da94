using MicroNas.Core.Quantization;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Fused;

using static TorchSharp.torch;

namespace MicroNas.Learning.Tests.Numerics;

[Collection(TorchCollection.Name)]
public sealed class DropoutSourceTests
{
    [Fact]
    public void The_rate_is_kept_and_the_mean_survives()
    {
        using var scope = NewDisposeScope();
        var dropped = Drop(ones(8, 16, 10, 40), RandomStream.Dropout);

        var zeros = dropped.eq(0).to(float32).mean().item<float>();
        Assert.Equal(0.3f, zeros, 0.01f);
        Assert.Equal(1f, dropped.mean().item<float>(), 0.01f);
    }

    [Fact]
    public void A_seed_gives_the_same_masks_again_and_another_shard_gives_others()
    {
        using var scope = NewDisposeScope();
        Tensor Mask(RandomStream stream) => Drop(ones(2, 4, 3, 5), stream);

        Assert.True(Mask(RandomStream.Dropout).Equals(Mask(RandomStream.Dropout)));
        Assert.False(Mask(RandomStream.Dropout).Equals(Mask(RandomStream.Dropout + 1)));
    }

    /// <summary>Ones stay ones in the fake quantization that drops them out.</summary>
    private static Tensor Drop(Tensor values, RandomStream stream) => FusedFakeQuantization.Apply(
        values, new ActivationRange(0, 1), new DropoutSource(0.3, new RandomSource(1, stream)).Next());
}
