using System.Text;
using System.Text.Json;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Reporting;

namespace MicroNas.Benchmarks;

/// <summary>A file that holds one result as JSON, for a benchmark that goes on where it ended.</summary>
internal static class ResultFile
{
    /// <summary>Null where there is none, or a damaged one: it is measured again then.</summary>
    public static T? TryRead<T>(string path)
        where T : class
    {
        try
        {
            return File.Exists(path) ? ReportJson.Deserialize<T>(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static void Write<T>(string path, T result) => AtomicFile.Write(path, Encoding.UTF8.GetBytes(ReportJson.Serialize(result)));
}
