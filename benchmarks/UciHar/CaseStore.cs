using System.Text;
using System.Text.Json;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Reporting;

namespace MicroNas.Benchmarks.UciHar;

/// <summary>The folder of results, one file a case.</summary>
internal sealed class CaseStore(string folder)
{
    public string Folder => folder;

    /// <summary>Null where the case has not been run, or its file is damaged: it is run again then.</summary>
    public CaseResult? TryRead(UciHarCase entry)
    {
        var path = PathOf(entry);
        try
        {
            return File.Exists(path) ? ReportJson.Deserialize<CaseResult>(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Write(CaseResult result) =>
        AtomicFile.Write(PathOf(result.Case), Encoding.UTF8.GetBytes(ReportJson.Serialize(result)));

    private string PathOf(UciHarCase entry) => Path.Combine(folder, entry.Id + ".json");
}
