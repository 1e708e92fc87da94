using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Search;

using static TorchSharp.torch;

namespace MicroNas.Learning.Tests.Search;

/// <summary>A super-network whose batch norms are no identities, as after some steps.</summary>
internal static class PerturbedSuperNetwork
{
    public static SuperNetwork Create(SearchSpace space, RandomSource random)
    {
        var network = new SuperNetwork(space, random);
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        foreach (var parameter in network.Parameters)
        {
            parameter.add_(tensor(Enumerable.Range(0, (int)parameter.numel()).Select(_ => (float)(0.2 * random.NextNormal())).ToArray(), parameter.shape));
        }

        return network;
    }
}
