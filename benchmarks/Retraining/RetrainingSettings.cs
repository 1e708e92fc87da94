using System.Globalization;
using MicroNas.Benchmarks.UciHar;

namespace MicroNas.Benchmarks.Retraining;

/// <summary>What the environment asks for.</summary>
/// <param name="Cases">Ids of the cases whose networks are trained anew; <c>*</c> stands for anything.</param>
/// <param name="Seeds">Of the trainings.</param>
/// <param name="Test">Whom they are tested on.</param>
/// <param name="Switched">What the training does otherwise than the default.</param>
internal sealed record RetrainingSettings(IReadOnlyList<string> Cases, IReadOnlyList<int> Seeds, TestPeople Test, Ablation Switched)
{
    private static readonly BenchmarkVariables Variables = new("MICRONAS_RETRAIN_");

    /// <exception cref="MissingDataException">A variable is missing or has a value that it cannot have.</exception>
    public static RetrainingSettings FromEnvironment() => new(
        Variables.ReadList("CASES") ?? throw Variables.Wrong("CASES", "", "ids of cases of uci-har, such as uci-har-given-stm32l552ze-tflm-50ms-micronas-seed*"),
        Variables.ReadList("SEEDS") is not { Count: > 0 } seeds ? [31, 32, 33] : [.. seeds.Select(Seed).Distinct()],
        Variables.Read("TEST") is not { } test ? TestPeople.Case
            : Enum.TryParse<TestPeople>(test, ignoreCase: true, out var people) && Enum.IsDefined(people) ? people
            : throw Variables.Wrong("TEST", test, "case, drawn or folds"),
        new Ablation("retrained", Training: Variables.Read("TRAINING"), Dataset: Variables.Read("DATASET")));

    private static int Seed(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
        ? seed
        : throw Variables.Wrong("SEEDS", text, "whole numbers between commas");
}
