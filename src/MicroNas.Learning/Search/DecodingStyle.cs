namespace MicroNas.Learning.Search;

/// <summary>
/// How the decoder leans where the evidence is faint, in units of log probability. No lean suits every data set and budget,
/// so a search decodes one candidate with each and lets the validation windows choose (<see cref="CandidateTournament"/>).
/// </summary>
/// <param name="Filters">For filters: this times log(filters / most filters). Logarithmic, so that the budget is spread over the cells.</param>
/// <param name="Kernel">For each time kernel of a Sensor-Fusion cell that is on.</param>
/// <param name="Skip">For a skip path that is on.</param>
/// <param name="LongKernel">For each step from 3 to 5 to 7 of a Time-Reduce cell's kernel.</param>
internal sealed record DecodingStyle(double Filters, double Kernel, double Skip, double LongKernel)
{
    public static IReadOnlyList<DecodingStyle> All { get; } =
    [
        new(Filters: 0.3, Kernel: 0.6, Skip: 0.1, LongKernel: 0),
        new(Filters: 0.3, Kernel: 0.6, Skip: 0.1, LongKernel: -0.2),
        new(Filters: 0.3, Kernel: 0.2, Skip: 0.1, LongKernel: 0),
        new(Filters: 0.3, Kernel: 0.2, Skip: 0.1, LongKernel: -0.2),
        new(Filters: 1, Kernel: 0.2, Skip: 0.1, LongKernel: 0),
        new(Filters: 1, Kernel: 0.2, Skip: 0.1, LongKernel: -0.2),
        new(Filters: 1, Kernel: 0.6, Skip: 0, LongKernel: -0.2),
        new(Filters: 1, Kernel: 0.05, Skip: 0, LongKernel: -0.2),
        new(Filters: 2, Kernel: 0.05, Skip: 0, LongKernel: 0),
        new(Filters: 2, Kernel: 0.2, Skip: 0.2, LongKernel: -0.2),
    ];
}
