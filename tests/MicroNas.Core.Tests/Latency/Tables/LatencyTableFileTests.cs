using System.Text;
using MicroNas.Core.Architectures;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Kernels;
using MicroNas.Core.Latency;
using MicroNas.Core.Latency.Characterization;
using MicroNas.Core.Latency.Tables;

namespace MicroNas.Core.Tests.Latency.Tables;

public class LatencyTableFileTests
{
    private static readonly LatencyTableFile Sample = LatencyTableSamples.Of(Architectures.Spaces.Tiny);

    private static readonly string[] Lines = Encoding.UTF8.GetString(LatencyTableWriter.Write(Sample)).Split('\n');

    [Fact]
    public void What_is_written_is_read_and_written_again_as_the_same_bytes()
    {
        var bytes = LatencyTableWriter.Write(Sample);
        var read = LatencyTableReader.Read(bytes, "sample.lut");
        Assert.Equal(bytes, LatencyTableWriter.Write(read));
        var (left, right) = (LatencyTableSamples.Table(Sample), LatencyTableSamples.Table(read));
        Assert.Equal(left.Id, right.Id);
        Assert.All(SpaceOperators.Of(Architectures.Spaces.Tiny), shape => Assert.Equal(left.Estimate(shape).Count, right.Estimate(shape).Count, 1e-6));
    }

    [Fact]
    public void A_later_date_is_no_other_table_and_another_figure_is()
    {
        Assert.Equal(LatencyTableWriter.IdOf(Sample), LatencyTableWriter.IdOf(Sample with { Provenance = Sample.Provenance with { Date = "2027-01-01" } }));
        Assert.NotEqual(LatencyTableWriter.IdOf(Sample), LatencyTableWriter.IdOf(Sample with { Dispatch = 1 }));
    }

    [Fact]
    public void A_changed_measurement_changes_one_line()
    {
        var entries = Sample.Entries.ToArray();
        entries[3] = entries[3] with { Measured = entries[3].Measured with { Units = entries[3].Measured.Units + 1 } };
        var changed = Encoding.UTF8.GetString(LatencyTableWriter.Write(Sample with { Entries = entries })).Split('\n');
        Assert.Single(Lines.Except(changed));
    }

    [Fact]
    public void Every_fault_is_told_at_once_with_its_line()
    {
        var lines = Lines.ToList();
        var operatorLine = lines.FindIndex(line => line.StartsWith("fit,Convolution", StringComparison.Ordinal));
        lines[operatorLine] = lines[operatorLine].Replace("Convolution", "Convolutoin", StringComparison.Ordinal);
        var coefficient = lines.FindIndex(line => line.StartsWith("Convolution,", StringComparison.Ordinal));
        lines[coefficient] = lines[coefficient][..lines[coefficient].LastIndexOf(',')] + ",-1";
        var unit = lines.FindIndex(line => line.StartsWith("clock-hertz", StringComparison.Ordinal));
        lines[unit] = "clock-hertz = fast";
        lines.Insert(1, "colour = red");

        var exception = Assert.Throws<MicroNasException>(() => LatencyTableReader.Read(Encoding.UTF8.GetBytes(string.Join('\n', lines)), "sample.lut"));

        Assert.All(exception.Diagnostics, error => Assert.Equal(DiagnosticCodes.LatencyTableInvalid, error.Code));
        Assert.Equal([2, unit + 2, coefficient + 2, operatorLine + 2], exception.Diagnostics.Select(error => error.Location!.Value.Line));
    }

    /// <summary>Cut anywhere, with a byte flipped or a line lost, it is read as a table or refused: nothing else.</summary>
    [Fact]
    public void Damage_anywhere_is_a_coded_error_or_still_a_table()
    {
        var bytes = LatencyTableWriter.Write(Sample);
        var random = new Random(3);
        for (var i = 0; i < 400; i++)
        {
            var damaged = i % 2 == 0 ? bytes[..random.Next(bytes.Length)] : [.. bytes];
            if (damaged.Length > 0)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                LatencyTableSamples.Table(LatencyTableReader.Read(damaged, "damaged.lut"));
            }
            catch (MicroNasException exception)
            {
                Assert.All(exception.Diagnostics, error => Assert.Equal(DiagnosticCodes.LatencyTableInvalid, error.Code));
            }
        }
    }

    [Fact]
    public void A_measured_operator_answers_for_itself_however_its_way_is_stated()
    {
        var table = LatencyTableSamples.Table(Sample);
        var entry = Sample.Entries.First(entry => entry.Measured.Shape.Kind == OperatorKind.Convolution);
        var file = Sample with { Entries = [entry with { Measured = entry.Measured with { Units = 12345 } }, .. Sample.Entries.Where(other => other != entry)] };
        var changed = LatencyTableSamples.Table(file);
        var shape = entry.Measured.Shape;
        Assert.Equal(12345 * file.Conversion.CyclesPerUnit[shape.Kind], changed.Estimate(shape).Count, 1e-6);
        Assert.Equal(12345, changed.Units(shape with { Way = new ConvolutionPlan(shape.Way!.Kernel, shape.Way.Rows, 7, 7) }));
        Assert.True(table.IsExact(shape));
    }

    [Fact]
    public void An_operator_outside_is_refused_by_name_and_never_extrapolated()
    {
        var table = LatencyTableSamples.Table(Sample);
        var far = new OperatorShape(OperatorKind.Add, new TensorShape(128, 30, 64), new TensorShape(128, 30, 64));
        Assert.False(table.Covers(far));
        var exception = Assert.Throws<MicroNasException>(() => table.Estimate(far));
        Assert.Contains("Add,128x30x64", exception.Message, StringComparison.Ordinal);
        var all = Assert.Throws<MicroNasException>(() => table.RequireCoverage(SpaceOperators.Of(Architectures.Spaces.Skoda)));
        Assert.Equal(DiagnosticCodes.OperatorNotCovered, Assert.Single(all.Diagnostics).Code);
    }

    [Fact]
    public void Merged_tables_cover_both_spaces_and_tables_of_two_boards_are_not_merged()
    {
        var prior = LatencyTables.Profiles.Single(profile => profile.Name == Sample.Provenance.Prior);
        var other = LatencyTableSamples.Of(Architectures.Spaces.UciHar);
        var merged = LatencyTableSamples.Table(LatencyTableMerge.Merge([("a", Sample), ("b", other)], prior));
        merged.RequireCoverage([.. SpaceOperators.Of(Architectures.Spaces.Tiny), .. SpaceOperators.Of(Architectures.Spaces.UciHar)]);
        Assert.All(SpaceOperators.Of(Architectures.Spaces.UciHar).Where(shape => shape.Kind != OperatorKind.Reshape), shape =>
            Assert.InRange(merged.Units(shape) / LatencyTableSamples.Units(shape), 0.97, 1.03));

        var foreign = LatencyTableSamples.Of(Architectures.Spaces.Tiny, board: "nucleo-f446re");
        var exception = Assert.Throws<MicroNasException>(() => LatencyTableMerge.Merge([("a", Sample), ("c", foreign)], prior));
        Assert.Equal(DiagnosticCodes.LatencyTablesDiffer, Assert.Single(exception.Diagnostics).Code);
    }

    /// <summary>Whatever makes figures incomparable keeps tables apart, and is named.</summary>
    [Fact]
    public void Tables_that_differ_in_anything_that_figures_depend_on_are_not_merged()
    {
        var prior = LatencyTables.Profiles.Single(profile => profile.Name == Sample.Provenance.Prior);
        var origin = Sample.Provenance;
        (string Named, LatencyTableFile Table)[] others =
        [
            ("core", Sample with { Provenance = origin with { Core = "cortex-m7" } }),
            ("clock", Sample with { Provenance = origin with { ClockHertz = origin.ClockHertz * 2 } }),
            ("source", Sample with { Provenance = origin with { Source = MeasurementSource.Board } }),
            ("version", Sample with { Provenance = origin with { RuntimeVersion = "0.0.1" } }),
            ("sources", Sample with { Provenance = origin with { RuntimeCode = "fedcba9876543210" } }),
            ("dispatch", Sample with { Dispatch = 7 }),
            ("instruction cache", Sample with { InstructionCacheBytes = 1024 }),
            ("conversion", Sample with { Conversion = Sample.Conversion with { RelativeErrorBand = 0.2 } }),
        ];
        Assert.All(others, other =>
        {
            var exception = Assert.Throws<MicroNasException>(() => LatencyTableMerge.Merge([("a", Sample), ("b", other.Table)], prior));
            Assert.Equal(DiagnosticCodes.LatencyTablesDiffer, Assert.Single(exception.Diagnostics).Code);
            Assert.Contains(other.Named, exception.Message, StringComparison.Ordinal);
        });

        var silent = Sample with { Provenance = origin with { RuntimeCode = "" } };
        Assert.Contains("runtime-code", Assert.Throws<MicroNasException>(() => LatencyTableMerge.Merge([("a", silent), ("b", silent)], prior)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_merge_without_held_out_operators_is_checked_in_folds()
    {
        var prior = LatencyTables.Profiles.Single(profile => profile.Name == Sample.Provenance.Prior);
        var fitted = Sample with
        {
            Entries = [.. Sample.Entries.Select((entry, index) => entry with
        {
            HeldOut = false,
            Measured = entry.Measured with { Units = entry.Measured.Units * (index % 2 == 0 ? 1.2 : 0.8) },
        })]
        };
        var merged = LatencyTableMerge.Merge([("a", fitted), ("b", fitted)], prior);
        Assert.True(merged.Errors.Operators > 0);
        Assert.False(merged.Errors.Converged);
        Assert.InRange(merged.Errors.Percentile95, 0.1, 0.6);
    }

    [Fact]
    public void Errors_of_nothing_promise_nothing()
    {
        Assert.False(TableErrors.Of([]).Converged);
        Assert.Equal(1, TableErrors.Of([]).Percentile95);
    }

    [Fact]
    public void A_lost_coefficient_is_refused_and_named()
    {
        var lost = Array.FindIndex(Lines, line => line.StartsWith("Convolution,Lines,tileGroups,", StringComparison.Ordinal));
        string[] rest = [.. Lines.Where((_, index) => index != lost)];
        var exception = Assert.Throws<MicroNasException>(() => LatencyTableReader.Read(Encoding.UTF8.GetBytes(string.Join('\n', rest)), "sample.lut"));
        Assert.Contains("Convolution/Lines lacks the coefficient of 'tileGroups'", Assert.Single(exception.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unit = ", "unit = foo")]
    [InlineData("unit = ", "unit = cycles")]
    [InlineData("held-out-p95-error = ", "held-out-p95-error = 9")]
    [InlineData("fit,Add,", "fit,Add,99999x99999x99999,99999x99999x99999,1x1,1x1,-,5")]
    [InlineData("fit,Add,", "fit,Add,4x3x8,4x3x9,1x1,1x1,-,5")]
    [InlineData("fit,Add,", "fit,Add,4x3x8,4x3x8,1x1,1x1,-,0")]
    public void What_contradicts_itself_is_refused(string line, string replacement)
    {
        var index = Array.FindIndex(Lines, text => text.StartsWith(line, StringComparison.Ordinal));
        string[] damaged = [.. Lines.Select((text, number) => number == index ? replacement : text)];
        var exception = Assert.Throws<MicroNasException>(() => LatencyTableReader.Read(Encoding.UTF8.GetBytes(string.Join('\n', damaged)), "sample.lut"));
        Assert.Equal(DiagnosticCodes.LatencyTableInvalid, exception.Diagnostics[0].Code);
    }

    [Fact]
    public void A_longer_kernel_than_any_that_was_measured_is_not_covered()
    {
        var table = LatencyTableSamples.Table(Sample);
        var inside = SpaceOperators.Of(Architectures.Spaces.Tiny).Where(shape => shape.Kind == OperatorKind.Convolution).MaxBy(shape => shape.KernelTime);
        Assert.True(table.Covers(inside));
        Assert.False(table.Covers(inside with { KernelTime = inside.KernelTime + 2 }));
    }

    [Fact]
    public void A_whole_model_outside_the_band_widens_it_and_one_inside_does_not()
    {
        var table = LatencyTableSamples.Table(Sample);
        WholeModelRecord Record(double measured) => new(table.Id, "model", 10, measured, TableProvenance.Cycles, "board");
        Assert.Same(table, WidenedLatencyTable.Of(table, [Record(10.5)]));
        Assert.Same(table, WidenedLatencyTable.Of(table, [Record(20) with { Table = "another" }]));
        var widened = WidenedLatencyTable.Of(table, [Record(10.5), Record(14)]);
        Assert.Equal(0.4, widened.RelativeErrorBand, 9);
        Assert.NotEqual(table.Id, widened.Id);
        Assert.Contains("14 ms for a model predicted at 10 ms", widened.Provenance, StringComparison.Ordinal);
    }

    [Fact]
    public void Instructions_widen_the_count_and_the_conversion_comes_on_top()
    {
        var table = LatencyTableSamples.Table(Sample with { Conversion = Sample.Conversion with { RelativeErrorBand = 0.15 } });
        var widened = WidenedLatencyTable.Of(table, [new(table.Id, "model", 10, 11, TableProvenance.Instructions, "emulator")]);
        Assert.Equal(0.1, widened.CountErrorBand, 9);
        Assert.Equal((1.1 * 1.15) - 1, widened.RelativeErrorBand, 9);
    }

    [Fact]
    public void A_smaller_difference_measured_later_does_not_narrow_the_band()
    {
        WholeModelRecord far = new("table", "model", 10, 14, TableProvenance.Cycles, "board");
        var near = far with { MeasuredMilliseconds = 12 };
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("records.json"), WholeModelRecords.With([far], near));
        Assert.Equal(far, Assert.Single(WholeModelRecords.Read(folder.File("records.json"))));
    }
}
