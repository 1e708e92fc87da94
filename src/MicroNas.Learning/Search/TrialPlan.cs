namespace MicroNas.Learning.Search;

/// <summary>The trials of all rounds together, for the progress.</summary>
/// <param name="Trials">How many trainings.</param>
/// <param name="Work">Windows that they look at while training, each once an epoch.</param>
internal readonly record struct TrialPlan(int Trials, double Work)
{
    /// <param name="trials">How many more; negative: how many fewer than was planned.</param>
    /// <param name="epochs">Of each.</param>
    /// <param name="windows">Training windows of each.</param>
    public TrialPlan With(int trials, int epochs, double windows) => new(Trials + trials, Work + (trials * epochs * windows));
}
