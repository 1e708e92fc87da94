using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Text;

/// <summary>One row of a csv file.</summary>
/// <param name="Recording">Empty where the file has no such column.</param>
/// <param name="Subject">Null where the file has no such column.</param>
/// <param name="Values">The channel columns.</param>
internal sealed record CsvRow(SourceLocation Location, string Label, string Recording, int? Subject, float[] Values);
