using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MicroNas.Benchmarks.BuildOverhead;

/// <summary>Builds that hear Ctrl-C in the middle of a search, again and again on the same state.</summary>
internal static partial class CancelledBuilds
{
    private const int Builds = 5;
    private const int Interrupt = 2;
    private const string Epoch = "epoch ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <returns>Seconds from the signal to the end of the build, which waits for the engine's.</returns>
    /// <exception cref="InvalidOperationException">A build did not go on from where the one before it was ended.</exception>
    public static double[] Measure(PackedPackages packages, Action<string> log)
    {
        packages.Write("cancelled/model.proj", $"""<Project Sdk="MicroNas.Build/{packages.Version}" />""");
        packages.WriteModel("cancelled", "search: { epochs: 100 }");
        var reached = 0;
        return [.. Enumerable.Range(1, Builds).Select(number =>
        {
            using var build = packages.Start(packages.File("cancelled"), "cache", continuousIntegration: false, "build", "-nologo", "-tl:off", "-t:MicroNasEmit");
            var first = NextEpoch(build);
            if (first < reached)
            {
                throw new InvalidOperationException($"Build {number} began with epoch {first}, though epoch {reached} had been done.");
            }

            reached = NextEpoch(build);
            var watch = Stopwatch.StartNew();
            _ = Signal(build.Id, Interrupt);
            _ = build.StandardOutput.ReadToEndAsync();
            if (!build.WaitForExit(Patience))
            {
                build.Kill(entireProcessTree: true);
                throw new InvalidOperationException("The build did not hear the signal. A shell that starts this in the background makes it deaf to Ctrl-C: start it in the foreground.");
            }

            var seconds = watch.Elapsed.TotalSeconds;
            log(FormattableString.Invariant($"ended build {number} at epoch {reached}: {seconds:F2} s"));
            return seconds;
        })];
    }

    private static int NextEpoch(Process build)
    {
        while (build.StandardOutput.ReadLine() is { } line)
        {
            var place = line.IndexOf(Epoch, StringComparison.Ordinal);
            if (place >= 0)
            {
                return int.Parse(line.AsSpan(place + Epoch.Length, line.IndexOf('/', place) - place - Epoch.Length), System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException("The build ended before its second epoch.");
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int processId, int signal);
}
