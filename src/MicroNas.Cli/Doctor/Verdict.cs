using System.Text.Json.Serialization;

namespace MicroNas.Cli.Doctor;

/// <summary>What <c>doctor</c> thinks of a thing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
internal enum Verdict
{
    /// <summary>It is there and serves, or nothing needs it.</summary>
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>A build works without it, but does less.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>A build fails without it.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing,
}
