using System.Globalization;

namespace MicroNas.Benchmarks.UciHar;

/// <summary>What the environment asks of one sitting.</summary>
/// <param name="Filters">A case runs when its id matches one of them; <c>*</c> stands for anything.</param>
/// <param name="StartLimit">No case begins later than this; null: no limit.</param>
/// <param name="ResultFolder">Where the results stand.</param>
/// <param name="Epochs">Epochs of search and training in place of the defaults, to try the benchmark out.</param>
internal sealed record UciHarSettings(
    IReadOnlyList<string> Filters, TimeSpan? StartLimit, string ResultFolder, (int Search, int Training)? Epochs)
{
    private static readonly BenchmarkVariables Variables = new("MICRONAS_UCI_HAR_");

    /// <exception cref="MissingDataException">A variable has a value that it cannot have.</exception>
    public static UciHarSettings FromEnvironment()
    {
        var filters = Variables.ReadList("CASES") ?? ["*"];
        TimeSpan? limit = Variables.Read("MINUTES") is not { } minutes ? null
            : double.TryParse(minutes, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 ? TimeSpan.FromMinutes(number)
            : throw Variables.Wrong("MINUTES", minutes, "a number of minutes, 0 or more");
        var epochs = ParseEpochs(Variables.Read("EPOCHS"));

        // What was tried out with few epochs must not end among the results that are committed.
        var folder = Variables.Read("RESULTS") ?? (epochs is null
            ? CommittedFolder()
            : Path.Combine(Path.GetTempPath(), "micronas-uci-har-results"));
        return new UciHarSettings(filters, limit, Path.GetFullPath(folder), epochs);
    }

    /// <summary>The results in the repository.</summary>
    public static string CommittedFolder() => Path.Combine(RepositoryFolder.Find(), "benchmarks", "results", CaseGrid.UciHar);

    private static (int Search, int Training)? ParseEpochs(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var parts = text.Split('/');
        return parts.Length == 2 && int.TryParse(parts[0], out var search) && int.TryParse(parts[1], out var training) && search > 0 && training > 0
            ? (search, training)
            : throw Variables.Wrong("EPOCHS", text, "epochs of search / epochs of training, such as 1/2");
    }
}
