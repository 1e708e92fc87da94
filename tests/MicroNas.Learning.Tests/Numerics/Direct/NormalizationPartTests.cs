using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Numerics.Direct;
using MicroNas.Learning.Numerics.Fused;

using static TorchSharp.torch;

namespace MicroNas.Learning.Tests.Numerics.Direct;

/// <summary>The operation that searches and trainings in float go through, by itself; its judge computes in double precision.</summary>
[Collection(TorchCollection.Name)]
public sealed class NormalizationPartTests
{
    [Theory]
    [MemberData(nameof(NormalizationProblem.Shapes), MemberType = typeof(NormalizationProblem))]
    public void Values_and_gradients_equal_those_of_libtorchs_own_operators(
        int windows, int channels, int sensors, int time, int branches, bool identity, double rate)
    {
        using var scope = NewDisposeScope();
        var problem = new NormalizationProblem(windows, channels, sensors, time, branches, identity, rate, ScalarType.Float32);

        var (values, gradients) = Compute(problem, windows, new TensorShape(time, sensors, channels));

        problem.Judge(values, gradients);
    }

    /// <returns>The sum, and the gradients in the order of <see cref="NormalizationProblem.Gradients"/>.</returns>
    private static unsafe (Tensor Values, IReadOnlyList<Tensor> Gradients) Compute(NormalizationProblem problem, int windows, TensorShape shape)
    {
        var count = problem.Branches.Count;
        var branches = problem.Branches.Select((branch, index) => Branch(branch, index, windows, shape)).ToList();
        using var output = new Activation(shape, windows, keepsValues: true);
        using var identity = problem.Identity is null ? null : new Activation(shape, windows, keepsValues: true);
        using var factors = new Factors(count + (identity is null ? 0 : 1), shape.Channels);
        problem.Factors.data<float>().ToArray().CopyTo(factors.Values);
        if (identity is not null)
        {
            Write(problem.Identity!, identity.Values);
        }

        using var part = new NormalizationPart(branches, factors, identity, output, dropsOut: true);
        var ofParameters = Enumerable.Range(0, 3 * count).Select(_ => new float[shape.Channels]).ToList();
        var pass = new DirectPass(ofParameters, problem.NewDropout());
        part.Forward(windows, pass);
        var values = Read(output.Values);
        Write(problem.Outgoing, output.Gradients);
        part.Backward(windows, pass);

        List<Tensor> gradients = [];
        foreach (var branch in branches)
        {
            gradients.Add(Read(branch.Convolved.Gradients));
            gradients.Add(tensor(ofParameters[branch.ParameterIndex + 1]));
            gradients.Add(tensor(ofParameters[branch.ParameterIndex + 2]));
            branch.Convolved.Dispose();
            branch.Block.Dispose();
        }

        if (identity is not null)
        {
            gradients.Add(Read(identity.Gradients));
        }

        gradients.Add(tensor(factors.Gradients.ToArray(), [factors.Rows, factors.Channels]));
        return (values, gradients);

        Tensor Read(float* memory) =>
            tensor(new Span<float>(memory, windows * shape.Elements).ToArray(), [windows, shape.Sensors, shape.Time, shape.Channels]).permute(0, 3, 1, 2); // N, C, S, T
    }

    /// <summary>Some convolution's output: which one does not matter to what is done with it.</summary>
    private static unsafe DirectBranch Branch(FusedBranch branch, int index, int windows, TensorShape shape)
    {
        var block = new ConvolutionBlock(new ConvolutionShape(shape, shape.Channels, 1, 1, 1, 1), new RandomSource(1, RandomStream.InitialWeights));
        using (no_grad())
        {
            block.Scale.copy_(branch.Scale);
            block.Shift.copy_(branch.Shift);
        }

        var convolved = new Activation(shape, windows, keepsValues: false);
        Write(branch.Convolved, convolved.Values);
        return new DirectBranch(block, 3 * index, convolved, ReadsWindows: false);
    }

    /// <param name="values">N x C x S x T; the memory's order is N, S, T, C.</param>
    private static unsafe void Write(Tensor values, float* memory)
    {
        var ordered = values.detach().permute(0, 2, 3, 1).contiguous().data<float>().ToArray();
        ordered.CopyTo(new Span<float>(memory, ordered.Length));
    }
}
