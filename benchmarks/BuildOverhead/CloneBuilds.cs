using System.Diagnostics;

namespace MicroNas.Benchmarks.BuildOverhead;

/// <summary>A firmware project with its lock file, cloned into a new folder and built there as a CI service does, with an empty stage cache.</summary>
internal static class CloneBuilds
{
    private const int Clones = 5;
    private const string Desk = "desk";

    /// <returns>Seconds from the start of <c>dotnet build</c> to the finished ELF, each clone.</returns>
    public static double[] Measure(PackedPackages packages, Action<string> log)
    {
        packages.WriteModel(Desk);
        packages.Write($"{Desk}/firmware.proj", $"""
            <Project Sdk="MicroNas.Build/{packages.Version}">
              <ItemGroup><FirmwareSource Include="main.c" /></ItemGroup>
            </Project>
            """);
        File.Copy(Path.Combine(RepositoryFolder.Find(), "firmware", "wearable", "main.c"), packages.File(Desk, "main.c"));
        log("a firmware with its lock");
        packages.Time(Desk, "build", "-nologo", "-v:q");
        return [.. Enumerable.Range(1, Clones).Select(number =>
        {
            var clone = $"clone{number}";
            foreach (var path in Committed(packages))
            {
                var copy = packages.File(clone, Path.GetRelativePath(packages.File(Desk), path));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(path, copy);
            }

            var watch = Stopwatch.StartNew();
            using var build = packages.Start(packages.File(clone), $"empty{number}", continuousIntegration: true, "build", "-nologo", "-v:q");
            PackedPackages.Finish(build);
            var seconds = watch.Elapsed.TotalSeconds;
            if (!File.Exists(packages.File(clone, "bin", "mps2-an386", "firmware.elf")))
            {
                throw new InvalidOperationException("The clone has no firmware.elf: is the compiler for ARM installed?");
            }

            log(FormattableString.Invariant($"clone {number}: {seconds:F2} s"));
            return seconds;
        })];
    }

    private static IEnumerable<string> Committed(PackedPackages packages) =>
    [
        .. ((string[])["micronas.yaml", "micronas.lock.json", "main.c", "firmware.proj"]).Select(name => packages.File(Desk, name)),
        .. Directory.GetFiles(packages.File(Desk, "micronas.model")),
    ];
}
