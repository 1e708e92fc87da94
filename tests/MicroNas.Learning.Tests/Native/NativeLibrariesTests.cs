using TorchSharp;

namespace MicroNas.Learning.Tests.Native;

[Collection(TorchCollection.Name)]
public sealed class NativeLibrariesTests
{
    [Fact]
    public void Tensors_compute_after_loading()
    {
        using var scope = torch.NewDisposeScope();
        var sum = (torch.ones(3, 4) * 2f).sum();

        Assert.Equal(24f, sum.item<float>());
    }
}
