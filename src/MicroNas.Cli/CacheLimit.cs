using System.Globalization;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Units;

namespace MicroNas.Cli;

/// <summary>What the stage cache may take.</summary>
internal static class CacheLimit
{
    public const string Variable = "MICRONAS_CACHE_LIMIT";

    /// <summary>What <see cref="Variable"/> says, else <see cref="StageCache.DefaultLimit"/>.</summary>
    /// <exception cref="MicroNasException">MNAS7222: it says no size.</exception>
    public static ByteSize Default => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? Parse(text) : StageCache.DefaultLimit;

    private static ByteSize Parse(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
        {
            return new ByteSize(bytes);
        }

        return Quantity.Storage.TryParse(text, out var value, out var problem, out _)
            ? new ByteSize((long)value)
            : throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.CacheLimitInvalid, $"The variable {Variable} is '{text}' (a number alone is bytes): {problem}."));
    }
}
