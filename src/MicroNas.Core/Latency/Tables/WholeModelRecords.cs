using System.Text.Json;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Reporting;

namespace MicroNas.Core.Latency.Tables;

/// <summary><c>micronas.measured.json</c> beside the yaml: whole models that left the band of their table. It widens the band from then on.</summary>
public static class WholeModelRecords
{
    public const string FileName = "micronas.measured.json";

    public static string PathBeside(string folder) => Path.GetFullPath(Path.Combine(folder, FileName));

    /// <returns>None where there is no file.</returns>
    /// <exception cref="MicroNasException">MNAS4011: it is damaged.</exception>
    public static IReadOnlyList<WholeModelRecord> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            var records = ReportJson.Deserialize<WholeModelRecord[]>(File.ReadAllBytes(path)) ?? [];
            return records.All(record => record is
            {
                Table: not null, PredictedMilliseconds: > 0, MeasuredMilliseconds: > 0, Unit: TableProvenance.Cycles or TableProvenance.Instructions
            })
                ? records
                : throw Invalid(path, "a record lacks its table, has a time that is not above 0, or a unit that is neither cycles nor instructions", null);
        }
        catch (JsonException exception)
        {
            throw Invalid(path, exception.Message, (int)(exception.LineNumber ?? 0) + 1);
        }
    }

    /// <summary>The records with one more; of two of the same table, model and unit the one that is further off stays: a band never narrows by itself.</summary>
    public static byte[] With(IReadOnlyList<WholeModelRecord> records, WholeModelRecord added) => System.Text.Encoding.UTF8.GetBytes(ReportJson.Serialize(
        records.Append(added)
            .GroupBy(record => (record.Table, record.Model, record.Unit))
            .Select(same => same.MaxBy(record => Math.Abs(record.Difference))!)
            .OrderBy(record => record.Table + record.Model + record.Unit, StringComparer.Ordinal)));

    private static MicroNasException Invalid(string path, string problem, int? line) => new(Diagnostic.Error(
        DiagnosticCodes.WholeModelRecordsInvalid,
        $"measurements of whole models cannot be read: {problem} Mend the file, or delete it and measure again with 'dotnet micronas measure'.",
        line is { } number ? new SourceLocation(path, number) : new SourceLocation(path)));
}
