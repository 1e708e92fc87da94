using MicroNas.Core.Quantization;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Fused;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroNas.Learning.Tests.Numerics;

/// <summary>Branches to be normalised, rectified and added up, with random values, and libtorch's own operators in double precision as the judge.</summary>
internal sealed class NormalizationProblem
{
    /// <summary>Channels that fill registers, leave some over, or are fewer than any register holds; one tile and many.</summary>
    public static TheoryData<int, int, int, int, int, bool, double> Shapes => new()
    {
        { 32, 64, 5, 16, 4, true, 0.3 },
        { 32, 16, 9, 64, 3, false, 0.3 },
        { 8, 24, 5, 16, 2, true, 0 },
        { 4, 6, 5, 16, 1, false, 0 },
        { 3, 5, 2, 7, 2, true, 0.5 },
        { 2, 1, 1, 3, 1, false, 0 },
        { 7, 31, 3, 11, 8, true, 0.1 },
        { 2, 512, 2, 9, 2, false, 0.3 },
    };

    private readonly ScalarType type;
    private readonly double rate;
    private readonly int seed;

    public NormalizationProblem(
        int windows, int channels, int sensors, int time, int branches, bool identity, double rate, ScalarType type, float? poison = null)
    {
        (this.type, this.rate) = (type, rate);
        seed = branches + channels;
        var random = new RandomSource(seed, RandomStream.InitialWeights);
        Tensor Draw(long[] shape, double mean, double deviation) => tensor(
            Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(_ => (float)(mean + (deviation * random.NextNormal()))).ToArray(), shape);
        Tensor Activation(double mean) => Draw([windows, sensors, time, channels], mean, 1.5).to_type(type).permute(0, 3, 1, 2).detach();

        // Far from zero: the variance must not cancel.
        Branches = [.. Enumerable.Range(0, branches).Select(i => new FusedBranch(
            Activation(4 * i).requires_grad_(), Draw([channels], 1, 0.3).requires_grad_(), Draw([channels], 0.1, 0.3).requires_grad_()))];
        Identity = identity ? Activation(1).requires_grad_() : null;
        Factors = Draw([branches + (identity ? 1 : 0), channels], 0.5, 0.1).requires_grad_();
        Outgoing = Activation(0.2);
        if (poison is { } value)
        {
            using var constant = no_grad();
            Branches[0].Convolved[0, 0, 0, 1] = tensor(value).to_type(type);
        }
    }

    public IReadOnlyList<FusedBranch> Branches { get; }

    /// <summary>One row a branch, a last one for the identity.</summary>
    public Tensor Factors { get; }

    public Tensor? Identity { get; }

    /// <summary>The loss's gradient to the result.</summary>
    public Tensor Outgoing { get; }

    /// <summary>Its first mask is the problem's.</summary>
    public DropoutSource NewDropout() => new(rate, new RandomSource(seed, RandomStream.Dropout));

    public Tensor Fused() => FusedNormalization.Apply([.. Branches], Factors, Identity, NewDropout().Next());

    public Tensor Plain()
    {
        var dropout = NewDropout().Next();
        Tensor sum = zeros(1);
        for (var i = 0; i < Branches.Count; i++)
        {
            var (convolved, scale, shift) = Branches[i];
            var normalised = functional.batch_norm(
                Double(convolved), null, null, Double(scale), Double(shift), training: true, momentum: 0.1, eps: 1e-5);
            var branch = normalised.relu() * Double(Factors[i]).view(1, -1, 1, 1);
            sum = i == 0 ? branch : sum + branch;
        }

        if (Identity is not null)
        {
            sum += Double(Identity) * Double(Factors[Branches.Count]).view(1, -1, 1, 1);
        }

        if (!dropout.IsNone)
        {
            // Ones stay ones in the fake quantization that drops them out.
            var ones = ActivationMemory.Like(Factors.new_empty(sum.shape)).fill_(1);
            sum *= Double(FusedFakeQuantization.Apply(ones, new ActivationRange(0, 1), dropout));
        }

        return sum;
    }

    /// <summary>Of branches, scales, shifts, identity, and last the factors.</summary>
    public IList<Tensor> Gradients(Tensor result) => autograd.grad(
        [result],
        [
            .. Branches.SelectMany(branch => new[] { branch.Convolved, branch.Scale, branch.Shift }),
            .. Identity is null ? Array.Empty<Tensor>() : [Identity],
            Factors,
        ],
        [result.dtype == type ? Outgoing : Outgoing.to_type(result.dtype)]);

    /// <summary>Values within 1e-6 and gradients within 1e-5. The judge computes in double precision: its own rounding would be the larger part of the difference.</summary>
    /// <param name="gradients">In the order of <see cref="Gradients"/>.</param>
    public void Judge(Tensor values, IReadOnlyList<Tensor> gradients)
    {
        var plain = Plain();
        Assert.True(Distance(values, plain) < 1e-6);
        var expected = Gradients(plain);
        Assert.Equal(expected.Count, gradients.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            var distance = Distance(gradients[i], expected[i]);
            Assert.True(distance < 1e-5, FormattableString.Invariant($"gradient {i} of {expected.Count}: {distance}"));
        }
    }

    /// <summary>Norm of the difference over that of what is expected.</summary>
    public static double Distance(Tensor actual, Tensor expected)
    {
        var (first, second) = (actual.to_type(ScalarType.Float64), expected.to_type(ScalarType.Float64));
        return (first - second).norm().data<double>()[0] / second.norm().data<double>()[0];
    }

    private static Tensor Double(Tensor values) => values.to_type(ScalarType.Float64);
}
