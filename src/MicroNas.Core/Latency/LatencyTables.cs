using System.Reflection;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;

namespace MicroNas.Core.Latency;

/// <summary>The latency tables that ship with the product, one for each pair of microcontroller and runtime.</summary>
public static class LatencyTables
{
    private const string ResourcePrefix = "MicroNas.Latency.";

    private static readonly Lazy<IReadOnlyList<(LatencyProfile Profile, string Id)>> Shipped = new(Load);

    /// <summary>Every shipped profile, by name.</summary>
    public static IReadOnlyList<LatencyProfile> Profiles => [.. Shipped.Value.Select(entry => entry.Profile)];

    /// <summary>The microcontrollers that have a table for <paramref name="runtime"/>, sorted.</summary>
    public static IReadOnlyList<string> MicrocontrollersFor(InferenceRuntime runtime) =>
        [.. Profiles.Where(profile => profile.Runtime == runtime).SelectMany(profile => profile.ClocksHertz.Keys).Order(StringComparer.Ordinal)];

    /// <summary>The table for one microcontroller and runtime.</summary>
    /// <param name="microcontroller">Its id, for example <c>stm32l552ze</c>.</param>
    /// <param name="clock">The clock that the firmware runs it at; null for the profile's.</param>
    /// <exception cref="MicroNasException">
    /// MNAS4001: no profile was measured for it. Another chip's figures are not borrowed: one scale factor alone leaves
    /// errors of 14-17 % (95th percentile), which would make the promise about the latency budget worthless.
    /// </exception>
    public static ILatencyTable Find(string microcontroller, InferenceRuntime runtime, Hertz? clock = null)
    {
        foreach (var (profile, id) in Shipped.Value)
        {
            if (profile.Runtime == runtime && profile.ClocksHertz.TryGetValue(microcontroller, out var hertz))
            {
                return new ProfileLatencyTable(profile, id, clock ?? new Hertz(hertz));
            }
        }

        var name = runtime.ToString().ToLowerInvariant();
        var others = Enum.GetValues<InferenceRuntime>().Where(other => other != runtime && MicrocontrollersFor(other).Contains(microcontroller)).ToList();
        var otherRuntime = others.Count == 0 ? "" : $"or runtime '{others[0].ToString().ToLowerInvariant()}', ";
        throw new MicroNasException(Diagnostic.Error(
            DiagnosticCodes.LatencyProfileMissing,
            $"No latency profile ships for microcontroller '{microcontroller}' with runtime '{name}'; there is one for "
            + $"{string.Join(", ", MicrocontrollersFor(runtime))}. Choose one of these, {otherRuntime}or measure your board (target.latency: board)."));
    }

    private static List<(LatencyProfile Profile, string Id)> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var profiles = new List<(LatencyProfile Profile, string Id)>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            var json = memory.ToArray();
            var profile = LatencyProfileReader.Read(json, name[ResourcePrefix.Length..]);
            profiles.Add((profile, LatencyProfileReader.IdOf(profile, json)));
        }

        return profiles;
    }
}
