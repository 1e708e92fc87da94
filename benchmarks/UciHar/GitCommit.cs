using System.Reflection;

namespace MicroNas.Benchmarks.UciHar;

/// <summary>Where the program that runs comes from.</summary>
internal static class GitCommit
{
    /// <summary>
    /// The hash that the SDK wrote into this program when it was built, wherever it runs now; null where it was built outside a
    /// repository. Changes that were not committed do not show in it.
    /// </summary>
    public static string? OfThisBuild { get; } = typeof(GitCommit).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+').ElementAtOrDefault(1);
}
