using static TorchSharp.torch;

namespace MicroNas.Learning.Tests.Numerics.Fused;

[Collection(TorchCollection.Name)]
public sealed class FusedNormalizationTests
{
    [Theory]
    [MemberData(nameof(NormalizationProblem.Shapes), MemberType = typeof(NormalizationProblem))]
    public void Values_and_gradients_equal_those_of_libtorchs_own_operators(
        int windows, int channels, int sensors, int time, int branches, bool identity, double rate)
    {
        using var scope = NewDisposeScope();
        var problem = new NormalizationProblem(windows, channels, sensors, time, branches, identity, rate, ScalarType.Float32);

        var values = problem.Fused();

        problem.Judge(values, problem.Gradients(values).AsReadOnly());
    }

    [Theory]
    [MemberData(nameof(NormalizationProblem.Shapes), MemberType = typeof(NormalizationProblem))]
    public void The_width_of_the_registers_does_not_change_a_byte(
        int windows, int channels, int sensors, int time, int branches, bool identity, double rate)
    {
        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            using var scope = NewDisposeScope();
            var problem = new NormalizationProblem(windows, channels, sensors, time, branches, identity, rate, type);
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
        var problem = new NormalizationProblem(32, 64, 5, 16, 4, identity: true, rate: 0.3, ScalarType.BFloat16);

        var fused = problem.Gradients(problem.Fused());
        var plain = problem.Gradients(problem.Plain());

        Assert.True(NormalizationProblem.Distance(problem.Fused(), problem.Plain()) < 4e-3);
        Assert.All(fused.Zip(plain), pair => Assert.InRange(NormalizationProblem.Distance(pair.First, pair.Second), 0, 8e-3));
    }

    [Fact]
    public void What_is_not_a_number_stays_visible()
    {
        using var scope = NewDisposeScope();
        foreach (var type in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            var problem = new NormalizationProblem(2, 16, 2, 4, 1, identity: false, rate: 0, type, poison: float.NaN);

            Assert.True(problem.Fused().to_type(ScalarType.Float32).isnan().any().data<bool>()[0]);
        }
    }

    /// <summary>A path with probability 0 is still told what it would contribute.</summary>
    [Fact]
    public void The_gradient_of_a_factor_that_is_zero_is_what_its_branch_would_add()
    {
        using var scope = NewDisposeScope();
        var problem = new NormalizationProblem(4, 8, 3, 5, 2, identity: false, rate: 0, ScalarType.Float32);
        using (no_grad())
        {
            problem.Factors.narrow(0, 0, 1).zero_();
        }

        var gradient = problem.Gradients(problem.Fused())[^1];

        Assert.True(gradient.narrow(0, 0, 1).abs().min().data<float>()[0] > 0);
    }

    private static byte[] Bytes(Tensor tensor) => tensor.contiguous().bytes.ToArray();
}
