namespace MicroNas.Core.Learning;

/// <summary>Search and training without checkpoints.</summary>
public static class LearningEngineExtensions
{
    /// <inheritdoc cref="ILearningEngine.Search"/>
    public static SearchOutcome Search(
        this ILearningEngine engine, SearchRequest request, IProgress<LearningProgress> progress, CancellationToken cancellation) =>
        engine.Search(request, LearningControl.Of(progress, cancellation));

    /// <inheritdoc cref="ILearningEngine.Train"/>
    public static TrainingOutcome Train(
        this ILearningEngine engine, TrainingRequest request, IProgress<LearningProgress> progress, CancellationToken cancellation) =>
        engine.Train(request, LearningControl.Of(progress, cancellation));
}
