namespace MicroNas.Core.Architectures;

/// <summary>
/// The independent on-probabilities of a Sensor-Fusion cell's branches, in the order in which they are added: bit 0 the skip
/// path, bit 1 and up the kernels. Answers how likely any of a set is on, and carries gradients back.
/// </summary>
internal readonly struct BranchProbabilities(double[] on, double[] gradient)
{
    public const int Skip = 1;

    /// <summary>Kernels of a cell with <paramref name="count"/> of them.</summary>
    public static int AllKernels(int count) => ((1 << count) - 1) << 1;

    public static int Kernel(int index) => 1 << (index + 1);

    /// <summary>The branches that are summed before the kernel.</summary>
    public static int Before(int kernel) => Kernel(kernel) - 1;

    /// <summary>The kernels that run after the kernel.</summary>
    public static int After(int kernel, int count) => AllKernels(count) & ~((Kernel(kernel) << 1) - 1);

    /// <summary>The probability that at least one branch of the set is on: 1 - Π (1 - p).</summary>
    public double Any(int set)
    {
        var off = 1.0;
        for (var branch = 0; branch < on.Length; branch++)
        {
            off *= (set >> branch & 1) == 1 ? 1 - on[branch] : 1;
        }

        return 1 - off;
    }

    /// <summary>Adds <paramref name="adjoint"/> · d Any(set) / d p to the gradient.</summary>
    public void AddGradient(int set, double adjoint)
    {
        for (var branch = 0; branch < on.Length; branch++)
        {
            if ((set >> branch & 1) == 1)
            {
                gradient[branch] += adjoint * (1 - Any(set & ~(1 << branch)));
            }
        }
    }
}
