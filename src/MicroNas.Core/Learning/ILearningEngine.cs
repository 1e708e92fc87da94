namespace MicroNas.Core.Learning;

/// <summary>Search and training, as the pipeline sees them. The implementation stands in MicroNas.Learning, apart from libtorch-free code.</summary>
public interface ILearningEngine
{
    /// <summary>Finds an architecture that keeps the budget.</summary>
    SearchOutcome Search(SearchRequest request, LearningControl control);

    /// <summary>Trains an architecture from scratch, quantization-aware.</summary>
    TrainingOutcome Train(TrainingRequest request, LearningControl control);
}
