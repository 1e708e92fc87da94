using System.Reflection;

namespace MicroNas.Learning.Native;

/// <summary>Finds files of restored NuGet packages.</summary>
/// <param name="roots">Folders of packages (<c>id/version/…</c>), in the order in which they are asked.</param>
public sealed class NativePackages(IReadOnlyList<string> roots)
{
    /// <summary>Version of the managed package, which the bridge comes with.</summary>
    public const string TorchSharpVersion = "0.107.0";

    /// <summary>The one libtorch that this TorchSharp works with.</summary>
    public const string LibTorchVersion = "2.10.0";

    public IReadOnlyList<string> Roots => roots;

    /// <summary>
    /// Where restore put this assembly's packages, if that was no usual place; then <c>NUGET_PACKAGES</c>, then NuGet's default in the user's home.
    /// </summary>
    public static NativePackages Default()
    {
        var baked = typeof(NativePackages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(attribute => attribute.Key == "NuGetPackageRoot")?.Value;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string?[] candidates =
        [
            baked,
            Environment.GetEnvironmentVariable("NUGET_PACKAGES"),
            home.Length == 0 ? null : Path.Combine(home, ".nuget", "packages"),
        ];
        return new NativePackages([
            .. candidates.OfType<string>().Where(root => root.Length > 0).Select(Path.TrimEndingDirectorySeparator).Distinct()]);
    }

    /// <summary>The folder of a package's natives, or null when no root has it.</summary>
    public string? FindNatives(string package, string version, string runtimeIdentifier) => roots
        .Select(root => Path.Combine(root, package, version, "runtimes", runtimeIdentifier, "native"))
        .FirstOrDefault(Directory.Exists);
}
