namespace MicroNas.Core.Architectures;

/// <summary>
/// What is alive while one operator of a Sensor-Fusion cell runs, in expectation:
/// Any(<paramref name="Runs"/>) · Any(<paramref name="RunsAlso"/>) · (E[table] + Any(<paramref name="HoldsExtra"/>) · E[extra]).
/// The three sets of branches are disjoint, so that their probabilities multiply. A set of 0 stands for certainty in the
/// first two places.
/// </summary>
/// <param name="Table">Bytes by the filters of <paramref name="Rows"/> and <paramref name="Columns"/>.</param>
/// <param name="Extra">Bytes of a tensor that is also alive when one of the branches ran, by the filters of <paramref name="ExtraWidth"/>.</param>
internal sealed record LiveStep(
    CostTable Table,
    FilterWidth Rows,
    FilterWidth Columns,
    int Runs,
    int RunsAlso,
    int HoldsExtra,
    double[] Extra,
    FilterWidth ExtraWidth);
