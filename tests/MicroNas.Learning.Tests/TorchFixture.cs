using MicroNas.Learning.Native;

namespace MicroNas.Learning.Tests;

/// <summary>Loads libtorch once for all tests that use tensors; they run one after the other, since each may use two threads.</summary>
public sealed class TorchFixture
{
    public TorchFixture()
    {
        NativeLibraries.EnsureLoaded(CacheDirectory, Messages.Add);
    }

    public static string CacheDirectory { get; } = Path.Combine(Path.GetTempPath(), "micronas-learning-tests");

    public List<string> Messages { get; } = [];
}
