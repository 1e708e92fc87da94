namespace MicroNas.Core.Architectures;

/// <summary>
/// The cost of a super-network in expectation over its decisions (paper, Eq. 5), with its gradient with respect to every
/// option's probability. For one-hot probabilities it equals the cost of that discrete architecture.
/// </summary>
/// <param name="LatencyMilliseconds">Sum over the network, without the error band.</param>
/// <param name="LatencyGradient">d latency / d probability, [group][option].</param>
/// <param name="MemoryBytes">Maximum over the network's steps of what is alive, with the runtime's own overhead.</param>
/// <param name="MemoryGradient">d memory / d probability, [group][option].</param>
/// <param name="FlashBytes">Sum over the network.</param>
/// <param name="FlashGradient">d flash / d probability, [group][option].</param>
public sealed record ExpectedCost(
    double LatencyMilliseconds,
    double[][] LatencyGradient,
    double MemoryBytes,
    double[][] MemoryGradient,
    double FlashBytes,
    double[][] FlashGradient);
