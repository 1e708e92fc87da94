using System.Runtime.Serialization;
using System.Runtime.Serialization.Json;
using System.Text;

namespace MicroNas.Build;

/// <summary>One line of the engine's standard output. The engine writes one JSON object a line (<c>--events</c>).</summary>
[DataContract]
public sealed class EngineEvent
{
    /// <summary><c>stage</c>, <c>progress</c>, <c>announcement</c>, <c>waiting</c>, <c>note</c> or <c>diagnostic</c>.</summary>
    [DataMember(Name = "type")]
    public string Type { get; set; } = "";

    /// <summary>What to show; for a diagnostic the message without code and place.</summary>
    [DataMember(Name = "text")]
    public string Text { get; set; } = "";

    /// <summary><c>MNASnnnn</c> of a diagnostic.</summary>
    [DataMember(Name = "code")]
    public string? Code { get; set; }

    /// <summary><c>error</c> or <c>warning</c> of a diagnostic.</summary>
    [DataMember(Name = "severity")]
    public string? Severity { get; set; }

    /// <summary>File of a diagnostic.</summary>
    [DataMember(Name = "file")]
    public string? File { get; set; }

    /// <summary>Line of a diagnostic, from 1; 0 for the whole file.</summary>
    [DataMember(Name = "line")]
    public int Line { get; set; }

    /// <summary>Column of a diagnostic, from 1.</summary>
    [DataMember(Name = "column")]
    public int Column { get; set; }

    /// <summary>Reads one line; null when it is not an event (text that a native library printed, for example).</summary>
    public static EngineEvent? TryParse(string line)
    {
        if (!line.StartsWith("{", System.StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(line));
            var parsed = (EngineEvent?)new DataContractJsonSerializer(typeof(EngineEvent)).ReadObject(stream);
            return string.IsNullOrEmpty(parsed?.Type) ? null : parsed;
        }
        catch (SerializationException)
        {
            return null;
        }
    }
}
