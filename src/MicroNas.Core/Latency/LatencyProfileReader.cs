using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Latency;

/// <summary>Reads and checks a latency profile (JSON).</summary>
public static class LatencyProfileReader
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <param name="json">UTF-8 JSON.</param>
    /// <param name="file">Name for messages.</param>
    /// <exception cref="MicroNasException">MNAS4002: not a profile, or its figures make no sense; every finding at once.</exception>
    public static LatencyProfile Read(ReadOnlySpan<byte> json, string file)
    {
        LatencyProfile? profile;
        try
        {
            profile = JsonSerializer.Deserialize<LatencyProfile>(json, Options);
        }
        catch (JsonException exception)
        {
            var location = new SourceLocation(file, (int)(exception.LineNumber ?? -1) + 1);
            throw new MicroNasException(Error($"The file is no latency profile: {exception.Message}", location), exception);
        }

        if (profile is null)
        {
            throw new MicroNasException(Error("The file holds null instead of a latency profile.", new SourceLocation(file)));
        }

        var errors = Check(profile).Select(message => Error(message, new SourceLocation(file))).ToList();
        return errors.Count == 0 ? profile : throw new MicroNasException(errors);
    }

    /// <summary>The name with the first 12 hexadecimal digits of the file's SHA-256: any change of a figure changes it.</summary>
    public static string IdOf(LatencyProfile profile, ReadOnlySpan<byte> json) =>
        $"{profile.Name}-{Convert.ToHexStringLower(SHA256.HashData(json))[..12]}";

    private static IEnumerable<string> Check(LatencyProfile profile)
    {
        foreach (var (microcontroller, clock) in profile.ClocksHertz)
        {
            if (!(clock > 0) || !double.IsFinite(clock))
            {
                yield return $"The clock of '{microcontroller}' must be above 0 Hz.";
            }
        }

        if (!(profile.CyclesPerUnit > 0) || !double.IsFinite(profile.CyclesPerUnit))
        {
            yield return "cyclesPerUnit must be above 0.";
        }

        if (!(profile.RelativeErrorBand is >= 0 and < 1))
        {
            yield return "relativeErrorBand must be at least 0 and below 1.";
        }

        if (profile.CountErrorBand is { } count && !(count >= 0 && count <= profile.RelativeErrorBand))
        {
            yield return "countErrorBand must be at least 0 and at most relativeErrorBand.";
        }

        if (!(profile.Dispatch >= 0) || profile.InstructionCacheBytes < 0)
        {
            yield return "dispatch and instructionCacheBytes must not be negative.";
        }

        foreach (var kind in Enum.GetValues<OperatorKind>())
        {
            if (!profile.Operators.Any(set => set.Kind == kind && set.When == OperatorCondition.Always))
            {
                yield return $"Operator {kind} has no coefficients for the condition 'Always'.";
            }
        }

        foreach (var (set, name, value) in profile.Operators.SelectMany(
            set => set.Coefficients.Select(pair => (set, pair.Key, pair.Value))))
        {
            if (!OperatorFeatures.Names.Contains(name))
            {
                yield return $"{set.Kind}/{set.When}: no feature is called '{name}'; known are {string.Join(", ", OperatorFeatures.Names)}.";
            }

            if (!(value >= 0) || !double.IsFinite(value))
            {
                yield return $"{set.Kind}/{set.When}: the coefficient of '{name}' must be a number that is not negative.";
            }
        }
    }

    private static Diagnostic Error(string message, SourceLocation location) =>
        Diagnostic.Error(DiagnosticCodes.LatencyProfileInvalid, message, location);
}
