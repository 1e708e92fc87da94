using System.Text;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Kernels;
using MicroNas.Core.Latency.Characterization;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Latency.Tables;

/// <summary>Reads and checks a latency table's file.</summary>
public static class LatencyTableReader
{
    private const int MostErrors = 50;

    /// <param name="path">The file.</param>
    /// <exception cref="MicroNasException">MNAS4003: what is wrong with it, everything at once; MNAS4006: it is not there.</exception>
    public static MeasuredLatencyTable ReadFile(string path)
    {
        if (!File.Exists(path))
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.LatencyTableMissing,
                $"the latency table '{path}' is not there. Make it with 'dotnet micronas characterize' and commit it beside micronas.yaml."));
        }

        var content = File.ReadAllBytes(path);
        var table = Read(content, path);
        return new MeasuredLatencyTable(table, LatencyTableWriter.IdOf(table), path);
    }

    /// <param name="content">UTF-8.</param>
    /// <param name="file">Name for messages.</param>
    /// <exception cref="MicroNasException">MNAS4003: everything that is wrong with it, with line numbers.</exception>
    public static LatencyTableFile Read(ReadOnlySpan<byte> content, string file)
    {
        var lines = new TableLines(Encoding.UTF8.GetString(content).TrimStart('\uFEFF'), file);
        var version = lines.Number("format", 1);
        if (version > LatencyTableWriter.FormatVersion)
        {
            lines.Report(FormattableString.Invariant($"its format is {version}, this version of the product reads {LatencyTableWriter.FormatVersion}"), 1);
            throw Failure(lines);
        }

        var table = Read(lines);
        lines.ReportUnknown();
        return lines.Errors.Count == 0 ? table : throw Failure(lines);
    }

    private static MicroNasException Failure(TableLines lines) =>
        new([.. lines.Errors.OrderBy(error => error.Location?.Line).Take(MostErrors)]);

    private static LatencyTableFile Read(TableLines lines)
    {
        var provenance = new TableProvenance(
            lines.Text("mcu"), lines.Text("board"), lines.Text("core"), lines.Number("clock-hertz", 1), lines.Choice<MeasurementSource>("source"),
            lines.Text("unit"), lines.Choice<InferenceRuntime>("runtime"), lines.Text("runtime-version"), lines.Text("runtime-code"),
            lines.Text("compiler"), lines.Text("flags"), lines.Text("date"), lines.Text("prior"));
        var dispatch = lines.Number("dispatch-units", 0);
        var cache = (int)lines.Number("instruction-cache-bytes", 0);
        var conversion = new CycleConversion(
            Enum.GetValues<OperatorKind>().ToDictionary(kind => kind, kind => lines.Number($"cycles-per-unit.{kind}", 1e-3)),
            lines.Number("cycles-per-unit-band", 0),
            lines.Text("cycles-per-unit-origin"));
        if ((provenance.Unit, provenance.Source) is not ((TableProvenance.Cycles, MeasurementSource.Board) or (TableProvenance.Instructions, MeasurementSource.Emulator)))
        {
            lines.Report($"the unit '{provenance.Unit}' does not belong to the source {provenance.Source.ToString().ToLowerInvariant()}: a board measures cycles, the emulator instructions", 1);
        }

        var errors = Errors(lines);
        var forms = LatencyModelForms.Of(provenance.Runtime);
        var coefficients = Coefficients(lines, forms);
        return new LatencyTableFile(provenance, conversion, errors, dispatch, cache, coefficients, Entries(lines, provenance.Runtime));
    }

    private static TableErrors Errors(TableLines lines)
    {
        var errors = new TableErrors(
            (int)Math.Min(int.MaxValue, lines.Number("held-out", 0)), lines.Number("held-out-median-error", 0), lines.Number("held-out-p95-error", 0),
            lines.Number("held-out-largest-error", 0), lines.Text("held-out-goal-met") == "yes")
        {
            InFolds = lines.Text("held-out-in-folds") == "yes",
        };
        if (!(errors.Median <= errors.Percentile95 && errors.Percentile95 <= errors.Largest) || (errors.Converged && errors.Percentile95 > TableErrors.Goal))
        {
            lines.Report("its errors contradict each other: median, 95th percentile and largest must not fall, and the goal is met up to 0.05", 1);
        }

        return errors;
    }

    private static List<OperatorCoefficients> Coefficients(TableLines lines, IReadOnlyList<OperatorModelForm> forms)
    {
        var values = forms.ToDictionary(form => form, _ => new Dictionary<string, double>(StringComparer.Ordinal));
        foreach (var (cells, line) in lines.Table(LatencyTableWriter.CoefficientSection, LatencyTableWriter.CoefficientColumns))
        {
            var form = forms.FirstOrDefault(form => form.Kind.ToString() == cells[0] && form.When.ToString() == cells[1]);
            if (form is null || !form.Features.Contains(cells[2]))
            {
                lines.Report($"'{cells[0]},{cells[1]},{cells[2]}' is no coefficient of the runtime's model", line);
            }
            else if (!values[form].TryAdd(cells[2], lines.Number(cells[3], 0, "a coefficient", line)))
            {
                lines.Report($"the coefficient of '{cells[2]}' stands here a second time", line);
            }
        }

        // A section that is missing whole was reported as such.
        foreach (var (form, found) in values.Where(_ => values.Values.Any(found => found.Count > 0)))
        {
            string[] missing = [.. form.Features.Where(feature => !found.ContainsKey(feature))];
            if (missing.Length > 0)
            {
                lines.Report($"{form.Name} lacks the coefficient{(missing.Length == 1 ? "" : "s")} of {string.Join(", ", missing.Select(feature => $"'{feature}'"))}", 1);
            }
        }

        return [.. values.Select(pair => new OperatorCoefficients(pair.Key.Kind, pair.Key.When, pair.Value))];
    }

    private static List<TableEntry> Entries(TableLines lines, InferenceRuntime runtime)
    {
        var entries = new Dictionary<OperatorShape, TableEntry>();
        foreach (var (cells, line) in lines.Table(LatencyTableWriter.OperatorSection, LatencyTableWriter.OperatorColumns))
        {
            if (cells[0] is not (LatencyTableWriter.Fitted or LatencyTableWriter.HeldOut))
            {
                lines.Report($"'{cells[0]}' is no use; expected '{LatencyTableWriter.Fitted}' or '{LatencyTableWriter.HeldOut}'", line);
            }

            var units = lines.Number(cells[^1], 0, "what was measured", line);
            if (OperatorText.TryParse(cells.AsSpan(1, OperatorText.Count), out var problem) is not { } shape)
            {
                lines.Report(problem, line);
            }
            else if (runtime == InferenceRuntime.Micronas && shape.Kind == OperatorKind.Convolution && !IsPossible(shape))
            {
                lines.Report("the runtime does not run this convolution in that way", line);
            }
            else if (units <= 0 && LatencyModelForms.Of(runtime).For(shape).Features.Count > 0)
            {
                lines.Report("an operator that runs code took nothing", line);
            }
            else if (shape.Kind == OperatorKind.Add && shape.Input != shape.Output)
            {
                lines.Report("an addition has one shape", line);
            }
            else if (!entries.TryAdd(shape, new TableEntry(new MeasuredOperator(shape, units), cells[0] == LatencyTableWriter.HeldOut)))
            {
                lines.Report("the operator stands here a second time", line);
            }
        }

        return [.. entries.Values];
    }

    private static bool IsPossible(OperatorShape shape)
    {
        if (shape.Way is not { } way)
        {
            return false;
        }

        var convolution = ConvolutionShape.Of(shape);
        return way.Kernel == ConvolutionKernel.Plain || ConvolutionPlanner.Candidates(convolution)
            .Concat(ConvolutionPlanner.Candidates(convolution, quick: false)).Any(candidate => candidate.Kernel == way.Kernel);
    }
}
