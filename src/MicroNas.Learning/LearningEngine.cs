using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;
using MicroNas.Learning.Checkpoints;
using MicroNas.Learning.Native;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Search;
using MicroNas.Learning.Training;

using TorchSharp;

namespace MicroNas.Learning;

/// <summary>Search and training on libtorch. Results repeat bit for bit on one kind of processor, whatever its number of cores, and however often a run was interrupted.</summary>
/// <param name="cacheDirectory">Where a corrected native library is kept, should this system need one.</param>
/// <param name="log">Receives single lines, such as that a corrected native library was written.</param>
public sealed class LearningEngine(string cacheDirectory, Action<string> log) : ILearningEngine
{
    /// <inheritdoc/>
    /// <exception cref="MicroNasException">
    /// MNAS2xxx: no architecture keeps the budget. MNAS5001, MNAS5003 to MNAS5005: search. MNAS70xx: libtorch does not load.
    /// </exception>
    public SearchOutcome Search(SearchRequest request, LearningControl control)
    {
        var (dataset, space) = (request.Dataset, request.Costs.Space);
        RequestCheck.Options(request.Options.Epochs, request.Options.BatchSize, "search");
        RequestCheck.Shape(dataset, space.Input, space.Classes);
        RequestCheck.Windows(dataset.Training, "training");
        RequestCheck.Windows(dataset.Validation, "validation");
        return Resume(control, run => ArchitectureSearch.Run(request, run));
    }

    /// <inheritdoc/>
    /// <exception cref="MicroNasException">MNAS5002 to MNAS5005: training. MNAS70xx: libtorch does not load.</exception>
    public TrainingOutcome Train(TrainingRequest request, LearningControl control)
    {
        var (dataset, graph) = (request.Dataset, request.Graph);
        RequestCheck.Options(request.Options.Epochs, request.Options.BatchSize, "training");
        RequestCheck.Shape(dataset, graph.Input, graph.Output.Channels);
        RequestCheck.Windows(dataset.Training, "training");
        if (request.Options.Patience > 0)
        {
            RequestCheck.Windows(dataset.Validation, "validation");
        }

        return Resume(control, run => new QuantizationAwareTraining(request, run).Run());
    }

    /// <summary>Goes on from the last state; where it turns out to be another work's, begins anew.</summary>
    private T Resume<T>(LearningControl control, Func<LearningRun, T> work)
    {
        NativeLibraries.EnsureLoaded(cacheDirectory, log, control.Cancellation);
        torch.set_num_threads(1);
        try
        {
            return Run(control.Checkpoints);
        }
        catch (UnusableStateException exception)
        {
            control.Checkpoints.SetAside(exception.Reason);
            return Run(control.Checkpoints);
        }

        T Run(ICheckpointStore checkpoints)
        {
            using var scope = torch.NewDisposeScope();
            using var workers = new ShardWorkers();
            var journal = new RunJournal(checkpoints, control.Time, control.Cancellation);
            try
            {
                return work(new LearningRun(workers, journal, control.Progress, control.Warn) { Note = control.Note });
            }
            catch (OperationCanceledException)
            {
                journal.Flush();
                throw;
            }
        }
    }
}
