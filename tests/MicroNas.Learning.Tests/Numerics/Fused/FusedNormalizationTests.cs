using MicroNas.Core.Quantization;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Fused;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroNas.Learning.Tests.Numerics.Fused;

[Collection(TorchCollection.Name)]
public sealed class FusedNormalizationTests
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

    /// <summary>The judge computes in double precision: its own rounding would be the larger part of the difference.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Values_and_gradients_equal_those_of_libtorchs_own_operators(
        int windows, int channels, int sensors, int time, int branches, bool identity, double rate)
    {
        using var scope = NewDisposeScope();
        var problem = new Problem(windows, channels, sensors, time, branches, identity, rate, ScalarType.Float32);

        var fused = problem.Gradients(problem.Fused());
        var plain = problem.Gradients(problem.Plain());

        Assert.True(Distance(problem.Fused(), problem.Plain()) < 1e-6);
        for (var i = 0; i < plain.Count; i++)
        {
            var distance = Distance(fused[i], plain[i]);
            Assert.True(distance < 1e-5, FormattableString.Invariant($"gradient {i} of {plain.Count}: {distance}"));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_width_of_the_registers_does_not_change_a_byte(
        int windows, int channels, int sensors, int time, int branches, bool identity, double rate)
    {
        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            using var scope = NewDisposeScope();
            var problem = new Problem(windows, channels, sensors, time, branches, identity, rate, type);
            EveryWidth.GivesTheSameBytes(() =>
            {
                var result = problem.Fused();
                return [.. problem.Gradients(result).Prepend(result).SelectMany(Bytes)];
            });
        }
    }

    /// <summary>bfloat16 rounds activations to 8 bits; everything else is computed in float.</summary>
    [Fact]
    public void With_bfloat16_activations_values_and_gradients_are_those_of_float_up_to_its_rounding()
    {
        using var scope = NewDisposeScope();
        var problem = new Problem(32, 64, 5, 16, 4, identity: true, rate: 0.3, ScalarType.BFloat16);

        var fused = problem.Gradients(problem.Fused());
        var plain = problem.Gradients(problem.Plain());

        Assert.True(Distance(problem.Fused(), problem.Plain()) < 4e-3);
        Assert.All(fused.Zip(plain), pair => Assert.InRange(Distance(pair.First, pair.Second), 0, 8e-3));
    }

    [Fact]
    public void What_is_not_a_number_stays_visible()
    {
        using var scope = NewDisposeScope();
        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            var problem = new Problem(2, 16, 2, 4, 1, identity: false, rate: 0, type, poison: float.NaN);

            Assert.True(problem.Fused().to_type(ScalarType.Float32).isnan().any().data<bool>()[0]);
        }
    }

    /// <summary>A path with probability 0 is still told what it would contribute.</summary>
    [Fact]
    public void The_gradient_of_a_factor_that_is_zero_is_what_its_branch_would_add()
    {
        using var scope = NewDisposeScope();
        var problem = new Problem(4, 8, 3, 5, 2, identity: false, rate: 0, ScalarType.Float32);
        using (no_grad())
        {
            problem.Factors.narrow(0, 0, 1).zero_();
        }

        var gradient = problem.Gradients(problem.Fused())[^1];

        Assert.True(gradient.narrow(0, 0, 1).abs().min().data<float>()[0] > 0);
    }

    private static double Distance(Tensor actual, Tensor expected)
    {
        var (first, second) = (actual.to_type(ScalarType.Float64), expected.to_type(ScalarType.Float64));
        return (first - second).norm().data<double>()[0] / second.norm().data<double>()[0];
    }

    private static byte[] Bytes(Tensor tensor) => tensor.contiguous().bytes.ToArray();

    private sealed class Problem
    {
        private readonly FusedBranch[] branches;
        private readonly Tensor? identity;
        private readonly DropoutMask dropout;
        private readonly Tensor outgoing;
        private readonly ScalarType type;

        public Problem(
            int windows, int channels, int sensors, int time, int branches, bool identity, double rate, ScalarType type, float? poison = null)
        {
            this.type = type;
            var random = new RandomSource(branches + channels, RandomStream.InitialWeights);
            Tensor Draw(long[] shape, double mean, double deviation) => tensor(
                Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(_ => (float)(mean + (deviation * random.NextNormal()))).ToArray(), shape);
            Tensor Activation(double mean) => Draw([windows, sensors, time, channels], mean, 1.5).to_type(type).permute(0, 3, 1, 2).detach();

            // Far from zero: the variance must not cancel.
            this.branches = [.. Enumerable.Range(0, branches).Select(i => new FusedBranch(
                Activation(4 * i).requires_grad_(), Draw([channels], 1, 0.3).requires_grad_(), Draw([channels], 0.1, 0.3).requires_grad_()))];
            this.identity = identity ? Activation(1).requires_grad_() : null;
            Factors = Draw([branches + (identity ? 1 : 0), channels], 0.5, 0.1).requires_grad_();
            dropout = new DropoutSource(rate, random).Next();
            outgoing = Activation(0.2);
            if (poison is { } value)
            {
                using var constant = no_grad();
                this.branches[0].Convolved[0, 0, 0, 1] = tensor(value).to_type(type);
            }
        }

        public Tensor Factors { get; }

        public Tensor Fused() => FusedNormalization.Apply(branches, Factors, identity, dropout);

        public Tensor Plain()
        {
            Tensor sum = zeros(1);
            for (var i = 0; i < branches.Length; i++)
            {
                var (convolved, scale, shift) = branches[i];
                var normalised = functional.batch_norm(
                    Double(convolved), null, null, Double(scale), Double(shift), training: true, momentum: 0.1, eps: 1e-5);
                var branch = normalised.relu() * Double(Factors[i]).view(1, -1, 1, 1);
                sum = i == 0 ? branch : sum + branch;
            }

            if (identity is not null)
            {
                sum += Double(identity) * Double(Factors[branches.Length]).view(1, -1, 1, 1);
            }

            if (!dropout.IsNone)
            {
                // Ones stay ones in the fake quantization that drops them out.
                var ones = ActivationMemory.Like(Factors.new_empty(sum.shape)).fill_(1);
                sum *= Double(FusedFakeQuantization.Apply(ones, new ActivationRange(0, 1), dropout));
            }

            return sum;
        }

        private static Tensor Double(Tensor values) => values.to_type(ScalarType.Float64);

        /// <summary>Of branches, scales, shifts, identity, and last the factors.</summary>
        public IList<Tensor> Gradients(Tensor result) => autograd.grad(
            [result],
            [
                .. branches.SelectMany(branch => new[] { branch.Convolved, branch.Scale, branch.Shift }),
                .. identity is null ? Array.Empty<Tensor>() : [identity],
                Factors,
            ],
            [result.dtype == type ? outgoing : outgoing.to_type(result.dtype)]);
    }
}
