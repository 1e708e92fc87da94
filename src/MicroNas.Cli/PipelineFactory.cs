using System.Reflection;
using MicroNas.Boards.Characterization;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Units;
using MicroNas.Learning;

namespace MicroNas.Cli;

/// <summary>Puts the pipeline together from its parts; the one place that knows Learning and Core both.</summary>
public static class PipelineFactory
{
    /// <summary>Version of this build of the product, without the source revision.</summary>
    public static string EngineVersion { get; } =
        typeof(PipelineFactory).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <param name="cacheLimit">What the cache's entries may take; null for <see cref="CacheLimit.Default"/>.</param>
    public static ModelPipeline Create(string cacheDirectory, IPipelineObserver observer, ByteSize? cacheLimit = null) => new(
        new LearningEngine(Path.Combine(cacheDirectory, "natives"), observer.Note),
        new StageCache(cacheDirectory, cacheLimit ?? CacheLimit.Default),
        observer,
        TimeProvider.System,
        EngineVersion,
        new LatencyMeasurement(CreateMeasurer(), BoardsAllowed: !ContinuousIntegration.IsOn));

    /// <summary>Characterizes by the bench firmware; null where its sources are not there.</summary>
    public static OperatorMeasurer? CreateMeasurer() =>
        DefaultFolders.Firmware is { } folder ? new OperatorMeasurer(new FirmwareLayout(folder), TimeProvider.System) : null;
}
