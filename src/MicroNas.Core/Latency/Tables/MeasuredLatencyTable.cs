using MicroNas.Core.Diagnostics;
using MicroNas.Core.Units;

namespace MicroNas.Core.Latency.Tables;

/// <summary>
/// Answers from a measured latency table: an operator that was measured for itself, others by the fitted model, and none that lies outside what
/// the measurements cover.
/// </summary>
public sealed class MeasuredLatencyTable : ILatencyTable
{
    private readonly Dictionary<OperatorShape, double> entries;
    private readonly TableCoverage coverage;
    private readonly string name;

    /// <param name="file">The table.</param>
    /// <param name="id">Name and content hash.</param>
    /// <param name="name">Its file, for messages.</param>
    public MeasuredLatencyTable(LatencyTableFile file, string id, string name)
    {
        File = file;
        Id = id;
        this.name = name;
        entries = file.Entries.ToDictionary(entry => Key(entry.Measured.Shape), entry => entry.Measured.Units);
        // What only checked the fit has taught the model nothing.
        coverage = new TableCoverage(
            LatencyModelForms.Of(file.Provenance.Runtime), file.Entries.Where(entry => !entry.HeldOut).Select(entry => Key(entry.Measured.Shape)));
    }

    public LatencyTableFile File { get; }

    public string Id { get; }

    public string Provenance
    {
        get
        {
            var (origin, conversion, errors) = (File.Provenance, File.Conversion, File.Errors);
            var source = origin.Source == MeasurementSource.Board ? $"board {origin.Board}" : $"emulator {origin.Board}";
            var cycles = conversion.RelativeErrorBand == 0
                ? ""
                : FormattableString.Invariant($"; cycles per instruction {conversion.CyclesPerUnit[OperatorKind.Convolution]:0.###}, band ±{conversion.RelativeErrorBand * 100:0.#} %: {conversion.Origin}");
            return FormattableString.Invariant(
                $"{File.Entries.Count} operators measured on {source} ({origin.Core}, {origin.Compiler}, runtime {origin.RuntimeVersion}, {origin.Date}), a model between them: {errors.Description}, 95th percentile of error {errors.Percentile95 * 100:0.##} %{cycles}");
        }
    }

    public Hertz Clock => new(File.Provenance.ClockHertz);

    public double RelativeErrorBand => File.RelativeErrorBand;

    public double CountErrorBand => File.Errors.Percentile95;

    public bool CountsInstructions => File.Provenance.Unit == TableProvenance.Instructions;

    public CycleConversion Conversion => File.Conversion;

    /// <summary>Whether the answer for this operator is its own measurement.</summary>
    public bool IsExact(OperatorShape shape) => entries.ContainsKey(Key(shape));

    /// <summary>Whether an answer for this operator is no extrapolation.</summary>
    public bool Covers(OperatorShape shape) => IsExact(shape) || coverage.Holds(Key(shape));

    /// <summary>Units of the operator, without dispatch; what was measured, or the model's word.</summary>
    public double Units(OperatorShape shape) => entries.TryGetValue(Key(shape), out var units) ? units : File.Model(shape);

    /// <exception cref="MicroNasException">MNAS4005: the operator is not covered.</exception>
    public Cycles Estimate(OperatorShape shape)
    {
        RequireCoverage([shape]);
        return new Cycles((File.Dispatch + Units(shape)) * File.Conversion.CyclesPerUnit[shape.Kind]);
    }

    /// <summary>Refuses operators that lie outside what the table covers, all in one message.</summary>
    /// <exception cref="MicroNasException">MNAS4005, with what was looked for and what to do.</exception>
    public void RequireCoverage(IEnumerable<OperatorShape> shapes)
    {
        const int Named = 3;
        OperatorShape[] outside = [.. shapes.Where(shape => !Covers(shape))];
        if (outside.Length > 0)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.OperatorNotCovered,
                $"the latency table '{name}' covers {(outside.Length == 1 ? "an operator" : $"{outside.Length} operators")} of the search space neither by a measurement nor between measurements: "
                + $"{string.Join("; ", outside.Take(Named).Select(OperatorText.Of))}{(outside.Length > Named ? "; ..." : "")}. "
                + "It was made for another search space: run 'dotnet micronas characterize' for this one, or merge both tables with 'dotnet micronas lut merge'."));
        }
    }

    /// <summary>Shapes that the runtime runs in the same way are one operator, however the way was stated.</summary>
    private OperatorShape Key(OperatorShape shape) => OperatorText.Resolve(shape, File.Provenance.Runtime);
}
