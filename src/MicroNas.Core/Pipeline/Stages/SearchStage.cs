using System.Globalization;
using System.Text;
using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Kernels;
using MicroNas.Core.Latency;
using MicroNas.Core.Learning;
using MicroNas.Core.Reporting;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Pipeline.Stages;

/// <summary>Finds an architecture that keeps the budget.</summary>
internal static class SearchStage
{
    private const string ArchitectureName = "architecture.txt";
    private const string RecordName = "search.json";
    private const string CandidatesName = "candidates.json";

    public static SearchStageResult Run(
        StageRunner runner,
        ConfigurationResult configuration,
        DatasetStage dataset,
        ILatencyTable table,
        ILearningEngine learning,
        CancellationToken cancellation)
    {
        var options = configuration.Options;
        var space = SpaceOf(options.Search.Space, dataset);
        var budget = options.EffectiveBudget;
        var costs = Costs(options, space, table, budget);
        runner.Announce(budget);
        var entry = runner.Run(
            StageName.Search,
            Inputs(options, dataset, table),
            work =>
            {
                var outcome = Located(configuration, () => learning.Search(
                    new SearchRequest(dataset.Dataset, costs, budget, options.Search) { Training = options.Training }, work.Control));
                return new CacheEntry(new Dictionary<string, byte[]>
                {
                    [ArchitectureName] = Encoding.UTF8.GetBytes(ArchitectureSerializer.Format(outcome.Architecture)),
                    [RecordName] = StageRecord.Of(work.Elapsed, outcome.History),
                    [CandidatesName] = Encoding.UTF8.GetBytes(ReportJson.Serialize(CandidateReport.Of(outcome))),
                });
            },
            entry => Describe(costs, budget, Read(entry)),
            cancellation);
        var architecture = Read(entry);
        return new SearchStageResult(
            architecture,
            ArchitectureLowering.Lower(space, architecture),
            costs.Evaluate(architecture),
            budget,
            table,
            StageRecord.SecondsOf(entry, RecordName),
            ReportJson.Deserialize<IReadOnlyList<CandidateReport>>(entry[CandidatesName])!);
    }

    /// <summary>
    /// Everything that the found architecture depends on. What few windows change is left out for more, so that no key of an earlier
    /// result changes.
    /// </summary>
    /// <param name="options">Those for the number of windows.</param>
    public static StageInputs Inputs(ProjectOptions options, DatasetStage dataset, ILatencyTable table)
    {
        var inputs = UsualInputs(options, dataset, table);
        var (search, report) = (options.Search, dataset.Summary.Report);
        if (search.Method != SearchMethod.Micronas)
        {
            return inputs;
        }

        var trials = TrialEpochs.Of(search, report.TrainingWindows);
        if (search.Recipe is { Candidates: > 1, Finalists: > 1 } && trials != TrialEpochs.Usual(search))
        {
            inputs.Add("finalTrials", FormattableString.Invariant($"{trials.FinalRound} epochs, of equals the fastest"));
        }

        var windows = report.TrainingWindows + report.ValidationWindows;
        var byCost = EpochCount.WindowsByCost(windows, search.BatchSize);
        return byCost == windows ? inputs : inputs.Add("windowsByCost", byCost.ToString(CultureInfo.InvariantCulture));
    }

    private static StageInputs UsualInputs(ProjectOptions options, DatasetStage dataset, ILatencyTable table)
    {
        var inputs = SuperNetworkInputs(options, dataset, table);
        var (search, training) = (options.Search, options.Training);
        if (search.Method != SearchMethod.Random && !search.HasTrials())
        {
            return inputs;
        }

        inputs
            .Add("training.learningRate", training.LearningRate.ToString(CultureInfo.InvariantCulture))
            .Add("training.labelSmoothing", training.LabelSmoothing.ToString(CultureInfo.InvariantCulture))
            .Add("training.classWeights", training.ClassWeights.ToString());
        return training.LearningRateFall == LearningRateFall.Cosine
            ? inputs // as before there was a choice
            : inputs.Add("training.learningRateFall", training.LearningRateFall.ToString());
    }

    private static StageInputs SuperNetworkInputs(ProjectOptions options, DatasetStage dataset, ILatencyTable table) => new StageInputs()
        .Add("version", StageVersions.Search)
        .Add("dataset.hash", dataset.Summary.Report.Hash)
        .Add("target.mcu", options.Target.Mcu)
        .Add("target.clock", table.Clock.ToString())
        .Add("target.runtime", options.Target.Runtime.ToString())
        .Add("target.latencyTable", table.Id)
        .AddSection("budget", options.EffectiveBudget)
        .AddSection("search", options.Search);

    /// <param name="space">The shape of the space.</param>
    /// <param name="dataset">Its windows and classes.</param>
    public static SearchSpace SpaceOf(SearchSpaceOptions space, DatasetStage dataset)
    {
        var report = dataset.Summary.Report;
        return SearchSpace.Create(report.WindowLength, report.Channels.Count, report.Classes.Count, space);
    }

    private static Architecture Read(CacheEntry entry) =>
        ArchitectureSerializer.Parse(Encoding.UTF8.GetString(entry[ArchitectureName]));

    /// <summary>Fast kernels, unless no network has the memory for their scratch.</summary>
    private static CostModel Costs(ProjectOptions options, SearchSpace space, ILatencyTable table, Budget budget)
    {
        var costs = new CostModel(space, table, options.Target.Runtime);
        return options.Target.Runtime == InferenceRuntime.Micronas && costs.SmallestReachable().Memory > budget.Memory
            ? new CostModel(space, table, options.Target.Runtime, KernelPreference.Small)
            : costs;
    }

    private static string Describe(ICostModel costs, Budget budget, Architecture architecture)
    {
        var cost = costs.Evaluate(architecture);
        var limit = budget.Latency is { } latency ? $" of {latency}" : "";
        return $"{architecture} ({cost.LatencyUpper}{limit}, {cost.Memory} RAM, {cost.Flash} flash)";
    }

    /// <summary>Costs and latency tables know no file: what they find wrong is shown where its option stands.</summary>
    private static T Located<T>(ConfigurationResult configuration, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (MicroNasException exception) when (exception.Diagnostics.All(diagnostic => diagnostic.Location is null))
        {
            throw new MicroNasException([.. exception.Diagnostics.Select(Locate)], exception);
        }

        Diagnostic Locate(Diagnostic diagnostic) => (diagnostic.KeyPath ?? Section(diagnostic.Code)) is { } keyPath
            ? diagnostic with { Location = configuration.LocationOf(keyPath) }
            : diagnostic;

        static string? Section(string code) => code switch
        {
            _ when code.StartsWith("MNAS2", StringComparison.Ordinal) => "budget",
            _ when code.StartsWith("MNAS4", StringComparison.Ordinal) => "target.latency",
            _ => null,
        };
    }
}
