using MicroNas.Boards.Bench;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Architectures;
using MicroNas.Core.Latency;
using MicroNas.Core.Units;
using MicroNas.Firmware.Tests.Support;

namespace MicroNas.Boards.Tests.Bench;

public sealed class OperatorBenchTests
{
    [Fact]
    public async Task The_shipped_profile_predicts_operators_that_it_was_not_fitted_to()
    {
        using var folder = new TemporaryFolder();
        var fitted = BenchDesign.Draw(400, seed: 1).ToHashSet();
        OperatorShape[] fresh = [.. BenchDesign.Draw(500, seed: 2).Where(shape => !fitted.Contains(shape) && shape.Kind != OperatorKind.Softmax)];
        var profile = LatencyTables.Profiles.Single(candidate => candidate.Name == "micronas-cortex-m4");
        var table = new ProfileLatencyTable(profile, "test", new Hertz(64e6));

        var measured = await new OperatorBench(FirmwareSources.Toolchain, FirmwareTarget.CortexM4).MeasureAsync(fresh, folder.Path);

        Assert.True(fresh.Length >= 100, $"only {fresh.Length} fresh operators");
        var errors = measured.Select(row => Math.Abs((table.Estimate(row.Shape).Count / profile.CyclesPerUnit / row.Instructions) - 1)).Order().ToArray();
        // Shapes in every way that the emitter may take; the profile's own text states this bound.
        Assert.InRange(errors[(int)(0.95 * errors.Length)], 0, 0.015);
    }

    [Fact]
    public async Task A_measurement_repeats_to_the_instruction_and_reshape_costs_nothing()
    {
        using var folder = new TemporaryFolder();
        var bench = new OperatorBench(FirmwareSources.Toolchain, FirmwareTarget.CortexM4);
        OperatorShape[] shapes = [.. BenchDesign.Draw(5, seed: 3), new(OperatorKind.Reshape, new TensorShape(1, 1, 6), new TensorShape(1, 1, 6))];

        var first = await bench.MeasureAsync(shapes, folder.Path);
        var second = await bench.MeasureAsync(shapes, folder.Path);

        Assert.Equal(first, second);
        Assert.Equal(0, first[^1].Instructions);
        Assert.All(first.SkipLast(1), row => Assert.True(row.Instructions > 0));
        Assert.Equal(shapes.Length + 1, OperatorMeasurements.ToCsv(first).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Least_squares_finds_the_coefficients_of_exact_data_and_never_goes_below_zero()
    {
        var random = new Random(1);
        double[] truth = [100, 0, 7.5, 0.25];
        double[][] rows = [.. Enumerable.Range(0, 50).Select(_ => truth.Select(_ => (double)random.Next(1, 1000)).ToArray())];

        var exact = RelativeLeastSquares.Fit(rows, [.. rows.Select(row => row.Zip(truth, (a, b) => a * b).Sum())]);
        var noisy = RelativeLeastSquares.Fit(rows, [.. rows.Select(row => row.Zip(truth, (a, b) => a * b).Sum() - row[1] * 0.01)]);

        Assert.All(exact.Zip(truth), pair => Assert.Equal(pair.Second, pair.First, 6));
        Assert.All(noisy, coefficient => Assert.True(coefficient >= 0));
    }
}
