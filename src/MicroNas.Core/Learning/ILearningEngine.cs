namespace MicroNas.Core.Learning;

/// <summary>Search and training, as the pipeline sees them. The implementation stands in MicroNas.Learning, apart from libtorch-free code.</summary>
public interface ILearningEngine
{
    /// <summary>Finds an architecture that keeps the budget.</summary>
    /// <exception cref="Diagnostics.MicroNasException">MNAS2xxx: no architecture keeps the budget. MNAS50xx: what the request or the windows make impossible.</exception>
    /// <exception cref="OperationCanceledException">The control's cancellation was heard; the state for the next run is written.</exception>
    SearchOutcome Search(SearchRequest request, LearningControl control);

    /// <summary>Trains an architecture from scratch, quantization-aware.</summary>
    /// <exception cref="Diagnostics.MicroNasException">MNAS50xx: what the request or the windows make impossible.</exception>
    /// <exception cref="OperationCanceledException">The control's cancellation was heard; the state for the next run is written.</exception>
    TrainingOutcome Train(TrainingRequest request, LearningControl control);
}
