using System.Text.RegularExpressions;

namespace MicroNas.Cli.Doctor;

/// <summary>How packages reach this machine, by its configuration alone: nothing is connected to.</summary>
internal static partial class NetworkChecks
{
    private static readonly string[] ProxyVariables = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"];

    public static Finding Proxy()
    {
        var set = ProxyVariables.SelectMany(name => (string[])[name, name.ToLowerInvariant()])
            .Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.Value is { Length: > 0 })
            .DistinctBy(variable => variable.Name.ToUpperInvariant())
            .ToList();
        var wrong = set.Where(variable => !variable.Name.Equals("NO_PROXY", StringComparison.OrdinalIgnoreCase) && !IsProxy(variable.Value!)).ToList();
        var found = set.Count == 0 ? "none" : string.Join(", ", set.Select(variable => $"{variable.Name}={WithoutSecret(variable.Value!)}"));
        return wrong.Count == 0
            ? new Finding("proxy", Verdict.Ok, found)
            : new Finding(
                "proxy", Verdict.Warning, found,
                $"write {string.Join(" and ", wrong.Select(variable => variable.Name))} like http://proxy.example:8080");
    }

    public static Finding Sources()
    {
        const string Name = "NuGet sources";
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        if (ChildProcess.TryRun(host, ["nuget", "list", "source", "--format", "short"]) is not { ExitCode: 0 } run)
        {
            return new Finding(Name, Verdict.Warning, "cannot be listed", "run 'dotnet nuget list source' and mend the NuGet.config that it names");
        }

        var enabled = run.OutputText.Split('\n', StringSplitOptions.TrimEntries)
            .Where(line => line.StartsWith('E')).Select(line => WithoutSecret(line[(line.IndexOf(' ') + 1)..])).ToList();
        return enabled.Count > 0
            ? new Finding(Name, Verdict.Ok, string.Join(", ", enabled))
            : new Finding(
                Name, Verdict.Warning, "none is enabled", "packages come from the package folder alone: add a source with 'dotnet nuget add source'");
    }

    internal static bool IsProxy(string value) =>
        Uri.TryCreate(value.Contains("://", StringComparison.Ordinal) ? value : "http://" + value, UriKind.Absolute, out var address)
        && address.Host.Length > 0 && address.Scheme is "http" or "https" or "socks4" or "socks4a" or "socks5";

    /// <summary>Output ends in bug reports: a password must not.</summary>
    internal static string WithoutSecret(string address) => UserInformation().Replace(address, "://***@");

    [GeneratedRegex("://[^/@]+@")]
    private static partial Regex UserInformation();
}
