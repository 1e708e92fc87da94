namespace MicroNas.Benchmarks.UciHar;

/// <summary>
/// How long method <c>random</c> trains each of its architectures, so that it costs at least what the default method does. The unit
/// is one epoch of one network of the size that the budget allows.
/// </summary>
internal static class EqualCost
{
    /// <summary>The default's super-network: its epochs, and how many epochs of one network each takes, by time.</summary>
    private const int SuperNetworkEpochs = 8;

    private const double NetworkEpochsPerSuperNetworkEpoch = 12;

    /// <summary>The default's tournament: 24 candidates and 3 generations of 10 for 3 epochs, the best 4 on 3 folds for 8 more.</summary>
    private const int TournamentEpochs = ((24 + (3 * 10)) * 3) + (4 * 3 * 8);

    private const int RandomArchitectures = 30;

    /// <summary>Rounded up, in favour of the random search.</summary>
    public static int RandomSearchEpochs { get; } = (int)Math.Ceiling(
        ((SuperNetworkEpochs * NetworkEpochsPerSuperNetworkEpoch) + TournamentEpochs) / RandomArchitectures);
}
