using System.Diagnostics;
using System.Globalization;
using System.Text;
using MicroNas.Cli;
using MicroNas.Core.Pipeline;

namespace MicroNas.Benchmarks.UciHar;

/// <summary>
/// The product over a grid of budgets, splits, methods and seeds, beside the paper's figures and a classical classifier. It goes
/// on where the last sitting ended; the tables are made from all results that are there.
/// </summary>
public sealed class UciHarBenchmark : IBenchmark
{
    private const string Begin = "<!-- uci-har: written by the command -->";
    private const string End = "<!-- uci-har: end -->";

    private static readonly string Version = $"{PipelineFactory.EngineVersion} ({ModelPipeline.RecipeVersion})";

    public string Name => "uci-har";

    public string Description =>
        "Accuracy over budgets, splits, methods and seeds; resumable. MICRONAS_UCI_HAR_CASES, _MINUTES, _RESULTS choose what runs.";

    public BenchmarkResult Run(string data, Action<string> log)
    {
        var settings = UciHarSettings.FromEnvironment();
        var store = new CaseStore(settings.ResultFolder);
        var configuration = new CaseConfiguration(settings.Epochs);
        RunMissing(Path.GetFullPath(data), settings, configuration, store, log);
        var summaries = SettingSummary.Of(CaseGrid.All, store, result => result.Answers(Version, configuration.Text(result.Case)));
        var figures = new UciHarFigures(summaries).All();
        var tables = UciHarTables.Of(summaries);
        return new BenchmarkResult(Name, figures, [])
        {
            Tables = tables.ToDictionary(
                table => table.Key,
                IReadOnlyList<SortedDictionary<string, object>> (table) => [.. table.Value.Select(row => TableRow.Of(UciHarTables.Columns, row))]),
            Files = Files(summaries, figures, tables, store.Folder, log),
        };
    }

    private static void RunMissing(
        string data, UciHarSettings settings, CaseConfiguration configuration, CaseStore store, Action<string> log)
    {
        var runner = new CaseRunner(data, Version, GitCommit.OfThisBuild, log);
        var selected = CaseGrid.All.Where(entry => entry.Matches(settings.Filters)).ToList();
        if (selected.Count == 0)
        {
            throw new MissingDataException($"No case has an id that MICRONAS_UCI_HAR_CASES names ({string.Join(", ", settings.Filters)}); expected ids such as {CaseGrid.All[0].Id}, with * for anything.");
        }

        var waiting = selected.Where(entry => !IsThere(entry)).ToList();
        log($"{CaseGrid.All.Count} cases, {selected.Count} selected, {waiting.Count} of them not yet measured by version {Version}; results in {store.Folder}");
        var watch = Stopwatch.StartNew();

        // Asked again for each: another process may have measured it in the meantime.
        foreach (var entry in waiting.Where(entry => !IsThere(entry)))
        {
            if (watch.Elapsed >= settings.StartLimit)
            {
                log("The time for new cases is over.");
                break;
            }

            DataFolder.Require(data, entry.Dataset);
            if (runner.Run(entry, configuration.Text(entry), store.Write) is { } result)
            {
                log(string.Create(CultureInfo.InvariantCulture, $"{entry.Id}: {Outcome(result)} [{watch.Elapsed.TotalMinutes:0} min so far]"));
            }
        }

        static string Outcome(CaseResult result) => result.Error ?? FormattableString.Invariant($"{result.AccuracyPercent:0.00} %");

        bool IsThere(UciHarCase entry) => store.TryRead(entry)?.Answers(Version, configuration.Text(entry)) == true;
    }

    /// <summary>The pictures, and the README with the tables in the place that is kept for them.</summary>
    private static Dictionary<string, byte[]> Files(
        IReadOnlyList<SettingSummary> summaries,
        IReadOnlyList<Figure> figures,
        IReadOnlyDictionary<string, IReadOnlyList<object[]>> tables,
        string folder,
        Action<string> log)
    {
        var files = new Dictionary<string, byte[]>();
        if (RepositoryFolder.TryFind() is not { } repository)
        {
            return files;
        }

        if (folder != UciHarSettings.CommittedFolder())
        {
            log($"benchmarks/README.md and its pictures show the results in {UciHarSettings.CommittedFolder()} alone: --write changes nothing.");
            return files;
        }

        var pictures = new StringBuilder();
        AddPicture("by-subject.svg", SplitNames.Given, "UCI-HAR by subject: mean and spread of the seeds");
        AddPicture("random-split.svg", SplitNames.Random, "UCI-HAR split at random (leaks): mean and spread of the seeds");
        var readme = Path.Combine(repository, "benchmarks", "README.md");
        var text = File.ReadAllText(readme);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin >= 0 && end > begin)
        {
            var content = string.Concat(tables.Select(table => $"### {table.Key}\n\n{MarkdownTable.Of(UciHarTables.Columns, table.Value)}\n"));
            files.Add(readme, Encoding.UTF8.GetBytes(
                $"{text[..(begin + Begin.Length)]}\n\n{content}{pictures}{MarkdownTable.Of(figures)}\n{text[end..]}"));
        }

        return files;

        void AddPicture(string name, string split, string title)
        {
            if (UciHarPlot.Draw(summaries, split, title) is { } picture)
            {
                files.Add(Path.Combine(folder, name), picture);
                var relative = Path.GetRelativePath(Path.Combine(repository, "benchmarks"), Path.Combine(folder, name));
                pictures.Append(CultureInfo.InvariantCulture, $"![{title}]({relative.Replace('\\', '/')})\n\n");
            }
        }
    }
}
