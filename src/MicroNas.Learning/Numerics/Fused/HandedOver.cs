using static TorchSharp.torch;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>
/// Gradients that a custom operation gave to libtorch last. libtorch holds them itself by the time that this thread computes
/// the next; without this they would all live until the end of the step, and the caches would see new memory all the time.
/// </summary>
internal static class HandedOver
{
    [ThreadStatic]
    private static List<Tensor>? last;

    public static void Release()
    {
        last?.ForEach(tensor => tensor.Dispose());
        last?.Clear();
    }

    public static void Keep(params ReadOnlySpan<Tensor?> gradients)
    {
        last ??= [];
        foreach (var gradient in gradients)
        {
            if (gradient is not null)
            {
                last.Add(gradient);
            }
        }
    }
}
