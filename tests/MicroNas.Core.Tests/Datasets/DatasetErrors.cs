using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Units;

namespace MicroNas.Core.Tests.Datasets;

/// <summary>Loads data that must be refused.</summary>
internal static class DatasetErrors
{
    public static IReadOnlyList<Diagnostic> Of(TemporaryFolder folder, DatasetOptions? options = null)
    {
        options = (options ?? new DatasetOptions()) with { Path = options?.Path ?? folder.Path, Rate = new Hertz(50) };
        return Assert.Throws<MicroNasException>(() => DatasetLoader.Load(options, folder.Path)).Diagnostics;
    }

    /// <summary>Errors as "file(line,column) code", the file without its folder.</summary>
    public static IReadOnlyList<string> PlacesOf(TemporaryFolder folder, DatasetOptions? options = null) => [.. Of(folder, options).Select(error =>
        $"{(error.Location!.Value with { File = Path.GetFileName(error.Location.Value.File) })} {error.Code}")];
}
