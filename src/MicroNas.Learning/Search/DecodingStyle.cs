using MicroNas.Learning.Numerics;

namespace MicroNas.Learning.Search;

/// <summary>
/// How the decoder leans where the evidence is faint, in units of log probability. No lean suits every data set and budget,
/// so every decoded candidate has another one and trials choose (<see cref="CandidateTournament"/>).
/// </summary>
/// <param name="Evidence">Weight of what the super-network learnt, 0 to 1: trained together, branches also learn to rely on each other.</param>
/// <param name="Filters">For filters: this times log(filters / most filters). Logarithmic, so that the budget is spread over the cells.</param>
/// <param name="Kernel">For each time kernel of a Sensor-Fusion cell that is on.</param>
/// <param name="Skip">For a skip path that is on.</param>
/// <param name="LongKernel">For each step from 3 to 5 to 7 of a Time-Reduce cell's kernel.</param>
internal sealed record DecodingStyle(double Evidence, double Filters, double Kernel, double Skip, double LongKernel)
{
    /// <summary>Trusts the evidence and spreads filters evenly.</summary>
    public static DecodingStyle Plain { get; } = new(Evidence: 1, Filters: 0.3, Kernel: 0.2, Skip: 0.1, LongKernel: 0);

    /// <summary>Any style, each lean drawn evenly from the range in which it has led to good networks.</summary>
    public static DecodingStyle Draw(RandomSource random) => new(
        Evidence: Between(random, 0, 1),
        Filters: Between(random, 0.2, 1.5),
        Kernel: Between(random, -0.8, 0.8),
        Skip: Between(random, -0.8, 0.3),
        LongKernel: Between(random, -0.3, 0.1));

    private static double Between(RandomSource random, double lowest, double highest) =>
        lowest + ((highest - lowest) * random.NextUniform());
}
