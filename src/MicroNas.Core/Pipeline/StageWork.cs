using MicroNas.Core.Learning;

namespace MicroNas.Core.Pipeline;

/// <summary>One run of a stage: where it reports, keeps its state, and how long it has worked.</summary>
internal sealed class StageWork : IProgress<LearningProgress>
{
    private readonly StageName stage;
    private readonly IPipelineObserver observer;
    private readonly CheckpointFile checkpoint;

    public StageWork(
        StageName stage, IPipelineObserver observer, CheckpointFile checkpoint, TimeProvider time, CancellationToken cancellation)
    {
        this.stage = stage;
        this.observer = observer;
        this.checkpoint = checkpoint;
        Control = new LearningControl(this, checkpoint, time, observer.Report, cancellation)
        {
            Note = text => observer.Announce($"{stage.Name()}: {text}"),
        };
    }

    public LearningControl Control { get; }

    /// <summary>Time that the work has taken, in this run and in those that it goes on from.</summary>
    public TimeSpan Elapsed => checkpoint.Elapsed;

    public void Report(LearningProgress value) => observer.Progress(stage, value, Elapsed);
}
