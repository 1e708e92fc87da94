namespace MicroNas.Benchmarks.Runtime;

/// <summary>The figures that the measurements give, each with its goal.</summary>
internal static class RuntimeFigures
{
    private const double MeanRatioGoal = 0.32;
    private const double HighestRatioGoal = 0.36;
    private const double CycleRatioGoal = 0.45;
    private const double PortableGoal = 2.5;
    private const double CodeGoal = 10240;
    private const double SizeCodeGoal = 6144;
    private const double ArenaGoal = 1.05;
    private const double ModelBytesGoal = 1.10;

    public static IEnumerable<Figure> Of(IReadOnlyList<RuntimeMeasurement> rows) =>
        rows.GroupBy(row => row.Variant).SelectMany(group => Of(group.Key, [.. group]));

    private static IEnumerable<Figure> Of(RuntimeVariant variant, IReadOnlyList<RuntimeMeasurement> rows)
    {
        if (variant == RuntimeVariant.CortexM3)
        {
            yield return Figure.AtMost(Name("instructions per MAC, highest"), rows.Max(row => row.PerMultiplyAccumulate), "", PortableGoal);
            yield return Figure.AtMost(
                Name("instructions per MAC, all models together"),
                rows.Sum(row => row.Instructions) / (double)rows.Sum(row => row.Model.MultiplyAccumulates), "", PortableGoal);
            yield break;
        }

        var mean = Math.Exp(rows.Average(row => Math.Log(row.Ratio)));
        if (variant == RuntimeVariant.Size)
        {
            yield return Figure.AtMost(Name("code, largest"), rows.Max(row => row.CodeBytes), "bytes", SizeCodeGoal);
            yield return new Figure(Name("instructions of TFLM's, geometric mean"), mean, "");
            yield break;
        }

        yield return Figure.AtMost(Name("instructions of TFLM's, geometric mean"), mean, "", MeanRatioGoal);
        yield return Figure.AtMost(Name("instructions of TFLM's, highest"), rows.Max(row => row.Ratio), "", HighestRatioGoal);
        if (variant == RuntimeVariant.CortexM4)
        {
            foreach (var figure in CortexM4(rows))
            {
                yield return figure with { Name = Name(figure.Name) };
            }
        }

        string Name(string figure) => $"{variant.Name}: {figure}";
    }

    private static IEnumerable<Figure> CortexM4(IReadOnlyList<RuntimeMeasurement> rows)
    {
        if (rows.FirstOrDefault(row => row.Model.Number == 0)?.Estimate is { } estimate)
        {
            yield return Figure.AtMost(
                "estimated cycles of model 0 of TFLM's 77.7 M", estimate.CyclesWithEveryBranchTaken / TflmFigures.CyclesOfModel0, "", CycleRatioGoal);
            yield return new Figure("the same where only taken branches refill", estimate.Cycles / TflmFigures.CyclesOfModel0, "");
        }

        yield return Figure.AtMost("code, largest", rows.Max(row => row.CodeBytes), "bytes", CodeGoal);
        yield return new Figure("code of TFLM's, largest", rows.Max(row => row.CodeBytes) / (double)TflmFigures.CodeBytes, "");
        yield return Figure.AtMost("arena of its lower bound, highest", rows.Max(row => row.Model.Arena.Size / (double)row.Model.Arena.LowerBound), "", ArenaGoal);
        yield return Figure.AtLeast("models with an arena below TFLM's", rows.Count(row => row.Model.Arena.Size < row.Model.Tflm.ArenaBytes), "models", rows.Count);
        yield return Figure.AtMost("model bytes of weights and biases, highest", rows.Max(row => row.ModelBytes / (double)row.Model.WeightBytes), "", ModelBytesGoal);
    }
}
