using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;

using MicroNas.Core.Diagnostics;

namespace MicroNas.Learning.Native;

/// <summary>
/// Fetches packages of native libraries when they are first needed, by <c>dotnet restore</c> on a project that downloads them: NuGet's sources, proxies,
/// credentials, signatures and package folders count as for any project in the current directory.
/// </summary>
/// <param name="workDirectory">Where the project is written for the time of the restore.</param>
/// <param name="log">Receives one line before a restore.</param>
/// <param name="configurationDirectory">From where NuGet looks for its configuration; null for the current directory.</param>
public sealed class PackageRestore(string workDirectory, Action<string> log, string? configurationDirectory = null)
{
    /// <summary>What MSBuild takes for more than itself in a value on its command line.</summary>
    private const string SpecialCharacters = "%;,$@()'*?";

    /// <summary>Restores what is missing.</summary>
    /// <returns>Folders that hold all of <paramref name="needed"/>: <paramref name="packages"/> where they do already.</returns>
    /// <exception cref="MicroNasException">MNAS7006: NuGet cannot restore them.</exception>
    public NativePackages Ensure(
        NativePackages packages, string runtimeIdentifier, IReadOnlyList<NativePackage> needed, CancellationToken cancellation)
    {
        var missing = needed.Where(package => packages.FindNatives(package.Id, package.Version, runtimeIdentifier) is null).ToArray();
        if (missing.Length == 0)
        {
            return packages;
        }

        log($"restoring {Names(missing)} through NuGet (once)");
        // Packages that are there already may be in another folder than the restored ones.
        return new NativePackages([.. Restore(missing, cancellation).Union(packages.Roots)]);
    }

    private static string Names(IEnumerable<NativePackage> packages) => string.Join(", ", packages.Select(package => $"{package.Id} {package.Version}"));

    private static string Host
    {
        get
        {
            var named = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH");
            var running = Environment.ProcessPath;
            return named is { Length: > 0 } ? named
                : Path.GetFileNameWithoutExtension(running) == "dotnet" ? running!
                : "dotnet";
        }
    }

    private string[] Restore(IReadOnlyList<NativePackage> packages, CancellationToken cancellation)
    {
        var folder = Path.Combine(workDirectory, $"restore-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        try
        {
            var project = Path.Combine(folder, "natives.csproj");
            Project(packages).Save(project);
            var (exitCode, output) = Run(project, cancellation);
            return exitCode == 0 ? PackageFolders(folder) : throw Failed(packages, FirstError(output));
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or JsonException or FileNotFoundException)
        {
            throw Failed(packages, exception.Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static XDocument Project(IEnumerable<NativePackage> packages) => new(
        new XElement(
            "Project",
            new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement(
                "PropertyGroup",
                new XElement("TargetFramework", "net10.0"),
                new XElement("DisableImplicitFrameworkReferences", true),
                new XElement("NuGetAudit", false)),
            new XElement(
                "ItemGroup",
                packages.Select(package => new XElement(
                    "PackageDownload", new XAttribute("Include", package.Id), new XAttribute("Version", $"[{package.Version}]"))))));

    private static string Escape(string value) =>
        string.Concat(value.Select(letter => SpecialCharacters.Contains(letter) ? FormattableString.Invariant($"%{(int)letter:X2}") : letter.ToString()));

    private (int ExitCode, string Output) Run(string project, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Host) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        string[] arguments =
        [
            "restore", project, "-nologo", "-v:q", "-tl:off",
            // Files above the cache folder are none of this project's.
            "-p:ImportDirectoryBuildProps=false", "-p:ImportDirectoryBuildTargets=false", "-p:ImportDirectoryPackagesProps=false",
            $"-p:RestoreRootConfigDirectory={Escape(configurationDirectory ?? Environment.CurrentDirectory)}",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var process = Process.Start(start)!;
        using var ending = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return (process.ExitCode, output);
    }

    private static string[] PackageFolders(string folder)
    {
        using var assets = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "obj", "project.assets.json")));
        return [.. assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(property => Path.TrimEndingDirectorySeparator(property.Name))];
    }

    private static string FirstError(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var line = lines.FirstOrDefault(line => line.Contains("error ", StringComparison.Ordinal)) ?? lines.LastOrDefault() ?? "it said nothing";
        var at = line.IndexOf("error ", StringComparison.Ordinal);
        return at < 0 ? line : line[(at + "error ".Length)..];
    }

    private static MicroNasException Failed(IEnumerable<NativePackage> packages, string reason) => new(Diagnostic.Error(
        DiagnosticCodes.NativeRestoreFailed,
        $"NuGet cannot restore {Names(packages)}, which this needs: {reason.TrimEnd('.')}. "
        + "Correct the package sources (NuGet.config, proxy), or run `dotnet micronas restore-natives` where they can be reached."));
}
