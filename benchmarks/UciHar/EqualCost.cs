namespace MicroNas.Benchmarks.UciHar;

/// <summary>
/// How long method <c>random</c> trains each of its architectures, so that it costs at least what the default method does. The unit
/// is one epoch of one network of the size that the budget allows.
/// </summary>
internal static class EqualCost
{
    /// <summary>The default's super-network: its epochs, and how many epochs of one network each takes, by time.</summary>
    private const int SuperNetworkEpochs = 15;

    private const double NetworkEpochsPerSuperNetworkEpoch = 11;

    /// <summary>The default's tournament: 11 candidates for 3 epochs, 4 of them for 8 more.</summary>
    private const int TournamentEpochs = (11 * 3) + (4 * 8);

    private const int RandomArchitectures = 30;

    /// <summary>Rounded up, in favour of the random search.</summary>
    public static int RandomSearchEpochs { get; } = (int)Math.Ceiling(
        ((SuperNetworkEpochs * NetworkEpochsPerSuperNetworkEpoch) + TournamentEpochs) / RandomArchitectures);
}
