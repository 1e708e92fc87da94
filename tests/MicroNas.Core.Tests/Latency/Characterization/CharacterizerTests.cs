using MicroNas.Core.Architectures;
using MicroNas.Core.Latency;
using MicroNas.Core.Latency.Characterization;
using MicroNas.Core.Latency.Tables;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Tests.Latency.Characterization;

public class CharacterizerTests
{
    private static readonly LatencyProfile Prior = LatencyTables.Profiles.Single(profile => profile.Runtime == InferenceRuntime.Micronas);

    private static readonly IReadOnlyList<OperatorModelForm> Forms = LatencyModelForms.Micronas;

    public static TheoryData<int> SpaceNumbers => [0, 1, 2, 3, 4, 5];

    /// <summary>A chip whose every coefficient is off the prior's by its own factor between 0.7 and 1.5.</summary>
    [Theory]
    [MemberData(nameof(SpaceNumbers))]
    public void Another_chip_is_learnt_from_about_thirty_operators_of_any_space(int number)
    {
        var space = Space(number);
        var chip = Chip(new Random(number));
        var candidates = SpaceOperators.InEveryWay(space, InferenceRuntime.Micronas);

        var result = Run(candidates, shape => Units(chip, shape));

        Assert.True(result.Errors.Converged);
        Assert.InRange(result.Entries.Count(entry => !entry.HeldOut), 1, 45);
        var errors = candidates.Where(shape => Units(chip, shape) > 0)
            .Select(shape => Math.Abs((Units(result.Coefficients, shape) / Units(chip, shape)) - 1)).Order().ToList();
        Assert.InRange(errors[errors.Count / 2], 0, 0.01);
        Assert.InRange(errors[^1], 0, 0.15);
    }

    [Theory]
    [MemberData(nameof(SpaceNumbers))]
    public void Every_operator_of_the_space_is_covered_and_none_is_measured_twice(int number)
    {
        var space = Space(number);
        var asked = new List<OperatorShape>();
        var result = Run(SpaceOperators.InEveryWay(space, InferenceRuntime.Micronas), shape =>
        {
            asked.Add(shape);
            return Units(Prior.Operators, shape);
        });

        Assert.Equal(asked.Count, asked.Distinct().Count());
        var table = LatencyTableSamples.Table(result);
        table.RequireCoverage(SpaceOperators.Of(space));
        table.RequireCoverage(SpaceOperators.InEveryWay(space, InferenceRuntime.Micronas));
    }

    /// <summary>The check is worth something only if neither design nor fit sees what it measures.</summary>
    [Fact]
    public void What_is_held_out_moves_neither_design_nor_fit()
    {
        var candidates = SpaceOperators.InEveryWay(Architectures.Spaces.UciHar, InferenceRuntime.Micronas);
        var honest = Run(candidates, shape => Units(Prior.Operators, shape));
        var heldOut = honest.Entries.Where(entry => entry.HeldOut).Select(entry => entry.Measured.Shape).ToHashSet();

        // 4 % off keeps the goal, so that no extension changes the fit.
        var disturbed = Run(candidates, shape => Units(Prior.Operators, shape) * (heldOut.Contains(shape) ? 1.04 : 1));

        Assert.Equal(8, heldOut.Count);
        Assert.Equal(honest.Entries.Select(entry => entry.Measured.Shape), disturbed.Entries.Select(entry => entry.Measured.Shape));
        Assert.Equal(honest.Coefficients.SelectMany(set => set.Coefficients), disturbed.Coefficients.SelectMany(set => set.Coefficients));
        Assert.InRange(disturbed.Errors.Median, 0.03, 0.045);
    }

    /// <summary>Whatever the fit makes of a chip, the band above a prediction holds the truth.</summary>
    [Theory]
    [InlineData(0.7)]
    [InlineData(1.4)]
    public void The_band_above_a_prediction_holds_what_was_held_out(double factor)
    {
        double Unlike(OperatorShape shape) => Units(Prior.Operators, shape) * (new Random(OperatorText.Of(shape).Sum(letter => letter * 31)).Next(2) == 0 ? factor : 1);
        var result = Run(SpaceOperators.InEveryWay(Architectures.Spaces.UciHar, InferenceRuntime.Micronas), Unlike);
        var table = LatencyTableSamples.Table(result).File;
        Assert.All(result.Entries.Where(entry => entry.HeldOut).Select(entry => entry.Measured), row =>
            Assert.True(row.Units <= Units(result.Coefficients, row.Shape) * (1 + table.Errors.Largest) * (1 + 1e-9)));
    }

    /// <summary>A line that was damaged, or a board that stumbled once.</summary>
    [Theory]
    [InlineData(1e-3)]
    [InlineData(1e3)]
    public void One_wrong_measurement_does_not_move_the_fit(double factor)
    {
        var candidates = SpaceOperators.InEveryWay(Architectures.Spaces.UciHar, InferenceRuntime.Micronas);
        var honest = Run(candidates, shape => Units(Prior.Operators, shape));
        var victim = honest.Entries.First(entry => !entry.HeldOut && entry.Measured.Shape is { Kind: OperatorKind.Convolution, Way.Kernel: Core.Kernels.ConvolutionKernel.Lines }).Measured.Shape;
        var disturbed = Run(candidates, shape => Units(Prior.Operators, shape) * (shape == victim ? factor : 1));
        Assert.True(disturbed.Errors.Converged);
        Assert.All(candidates.Where(shape => Units(Prior.Operators, shape) > 0), shape =>
            Assert.InRange(Units(disturbed.Coefficients, shape) / Units(Prior.Operators, shape), 0.9, 1.1));
    }

    [Fact]
    public void A_chip_that_the_model_cannot_describe_is_extended_to_sixty_and_then_said_to_be_inexact()
    {
        // Noise of ±20 % in every operator, the same whenever it is asked for.
        double Noisy(OperatorShape shape) => Units(Prior.Operators, shape) * (0.8 + (0.4 * new Random(OperatorText.Of(shape).Sum(letter => letter * 31)).NextDouble()));

        var result = Run(SpaceOperators.InEveryWay(Architectures.Spaces.UciHar, InferenceRuntime.Micronas), Noisy);

        Assert.False(result.Errors.Converged);
        Assert.True(result.Errors.Percentile95 > TableErrors.Goal);
        Assert.InRange(result.Entries.Count(entry => !entry.HeldOut), 60, 75);
        Assert.Contains("MNAS4007", CharacterizationDiagnostics.Inexact(LatencyTableSamples.Table(result).File).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Full_measures_every_operator_that_runs_code()
    {
        var candidates = SpaceOperators.InEveryWay(Architectures.Spaces.Tiny, InferenceRuntime.Micronas);
        var result = new Characterizer(Forms, Prior, 0, new CharacterizationOptions(Full: true)).Run(candidates, shape => Units(Prior.Operators, shape));
        Assert.Equal(candidates.Count(shape => shape.Kind != OperatorKind.Reshape), result.Entries.Count);
        Assert.DoesNotContain(result.Entries, entry => entry.HeldOut);
    }

    /// <summary>Each is predicted from the others: errors of rows that took part in the fit would look better than they are.</summary>
    [Fact]
    public void Full_reports_errors_of_operators_that_the_fit_had_not_seen()
    {
        var candidates = SpaceOperators.InEveryWay(Architectures.Spaces.Tiny, InferenceRuntime.Micronas);
        double Noisy(OperatorShape shape) => Units(Prior.Operators, shape) * (0.8 + (0.4 * new Random(OperatorText.Of(shape).Sum(letter => letter * 31)).NextDouble()));
        var result = new Characterizer(Forms, Prior, 0, new CharacterizationOptions(Full: true)).Run(candidates, Noisy);
        var seen = TableErrors.Of(result.Entries.Select(entry => (Units(result.Coefficients, entry.Measured.Shape) / entry.Measured.Units) - 1));
        Assert.Equal(result.Entries.Count, result.Errors.Operators);
        Assert.True(result.Errors.Median > seen.Median, $"{result.Errors.Median} against {seen.Median}");
        Assert.False(result.Errors.Converged);
    }

    /// <summary>The claim of the design: it leaves less error than as many operators drawn at random.</summary>
    [SkippableFact]
    public void A_measured_board_is_predicted_better_from_the_design_than_from_random_operators()
    {
        Skip.If(MeasuredLatencies.Folder is null, MeasuredLatencies.Missing);
        var prior = LatencyTables.Profiles.Single(profile => profile.Name == "tflm-nrf52832");
        MeasuredOperator[] rows = [.. MeasuredLatencies.Read("stm32f446re").Select(row => new MeasuredOperator(row.Shape, row.Cycles))];
        OperatorShape[] shapes = [.. rows.Select(row => row.Shape)];
        var design = new OperatorDesign(LatencyModelForms.Tflm, prior, 0, shapes);
        design.Extend(30);

        var (designedMedian, designedHigh) = Errors([.. design.Chosen]);
        Assert.InRange(designedMedian, 0, 0.003);
        Assert.InRange(designedHigh, 0, 0.025);
        var random = Enumerable.Range(0, 5).Select(seed =>
        {
            var drawn = shapes.ToArray();
            new Random(seed).Shuffle(drawn);
            return Errors([.. drawn.Take(30)]).High;
        });
        Assert.True(designedHigh < random.Order().ElementAt(2), "five random draws: the median one does better than the design");

        (double Median, double High) Errors(HashSet<OperatorShape> chosen)
        {
            var model = FittedLatencyModel.Fit(LatencyModelForms.Tflm, prior, 0, [.. rows.Where(row => chosen.Contains(row.Shape))], shapes);
            var errors = rows.Where(row => !chosen.Contains(row.Shape))
                .Select(row => Math.Abs((Units(model, row.Shape) / row.Units) - 1)).Order().ToList();
            return (errors[errors.Count / 2], errors[errors.Count * 95 / 100]);
        }
    }

    private static CharacterizationResult Run(IReadOnlyList<OperatorShape> candidates, Func<OperatorShape, double> measure) =>
        new Characterizer(Forms, Prior, 0, new CharacterizationOptions()).Run(candidates, measure);

    private static SearchSpace Space(int number) => number switch
    {
        0 => Architectures.Spaces.UciHar,
        1 => Architectures.Spaces.Skoda,
        _ => RandomArchitectures.Space(new Random(number)),
    };

    private static List<OperatorCoefficients> Chip(Random random) => [.. Prior.Operators.Select(set => set with
    {
        Coefficients = set.Coefficients.ToDictionary(pair => pair.Key, pair => pair.Value * (0.7 + (0.8 * random.NextDouble()))),
    })];

    private static double Units(IReadOnlyList<OperatorCoefficients> model, OperatorShape shape) => model.First(set => set.Kind == shape.Kind && set.When.Holds(shape))
        .Coefficients.Sum(pair => pair.Value * OperatorFeatures.Evaluate(pair.Key, shape, 0));
}
