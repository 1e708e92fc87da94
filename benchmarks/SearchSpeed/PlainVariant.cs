using MicroNas.Learning.Numerics;
using MicroNas.Learning.Search;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MicroNas.Benchmarks.SearchSpeed;

/// <summary>
/// The same step by libtorch's own operators in the ordinary way: the whole batch at once, autograd through α, libtorch's dropout,
/// gradient clipping and Adam. Activations stand C innermost, since libtorch's usual order is slower still (and has an error in
/// oneDNN's gradients, see docs/search.md).
/// </summary>
internal sealed class PlainVariant : ISpeedVariant
{
    private const double Temperature = 5;

    private readonly RandomSource noise = new(1, RandomStream.GumbelNoise);
    private readonly int threads;
    private readonly ArchitectureWeights architecture;
    private readonly SuperNetwork network;
    private readonly Parameter[] parameters;
    private readonly optim.Optimizer optimizer;
    private readonly WindowBatches batches;

    /// <param name="threads">libtorch's own, inside each operator.</param>
    public PlainVariant(SpeedProblem problem, int threads)
    {
        this.threads = threads;
        Name = $"libtorch's operators, {threads} thread{(threads == 1 ? "" : "s")}";
        network = new SuperNetwork(problem.Space, new RandomSource(1, RandomStream.InitialWeights));
        architecture = new ArchitectureWeights(problem.Space.Groups);

        // A parameter takes the handle of its tensor, hence a second one to the same memory.
        parameters = [.. network.Parameters.Select(tensor => new Parameter(tensor.detach()))];
        optimizer = optim.Adam(parameters, 1e-3);
        batches = problem.Batches();
    }

    public string Name { get; }

    public void Step()
    {
        set_num_threads(threads);
        using var scope = NewDisposeScope();
        var sample = architecture.Sample(Temperature, noise);
        var probabilities = Tensors(sample, requiresGradient: true);
        var derivatives = autograd.grad([Loss(batches.Next(), probabilities, values => values)], probabilities);
        var gradient = derivatives.Select(tensor => tensor.data<float>().Select(value => (double)value).ToArray()).ToArray();
        architecture.Descend(ArchitectureWeights.Gradient(sample, gradient, Temperature), learningRate: 0.01);

        var loss = Loss(
            batches.Next(),
            Tensors(architecture.Sample(Temperature, noise), requiresGradient: false),
            values => nn.functional.dropout(values, 0.3, training: true));
        var gradients = autograd.grad([loss], [.. network.Parameters]);
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i].grad = gradients[i];
        }

        nn.utils.clip_grad_norm_(parameters, 5);
        optimizer.step();
        optimizer.zero_grad();
    }

    public void Dispose()
    {
        optimizer.Dispose();
        network.Dispose();
    }

    private static Tensor[] Tensors(IReadOnlyList<double[]> values, bool requiresGradient) =>
        [.. values.Select(options => tensor([.. options.Select(value => (float)value)], requires_grad: requiresGradient))];

    private Tensor Loss(WindowBatch batch, IReadOnlyList<Tensor> probabilities, Func<Tensor, Tensor> dropout)
    {
        var (values, labels) = batch.Shard(0, 1);
        return nn.functional.cross_entropy(network.ForwardPlain(values, probabilities, dropout), labels);
    }
}
