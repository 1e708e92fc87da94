namespace MicroNas.Learning.Search;

/// <summary>The trials of all rounds together, for the progress.</summary>
/// <param name="Trials">How many trainings.</param>
/// <param name="Work">Windows that they look at while training, each once an epoch, and what every trial takes besides.</param>
internal readonly record struct TrialPlan(int Trials, double Work)
{
    /// <summary>
    /// Setting a trial up and judging it takes about as long as passing over so many windows (of 100 x 6, networks of 0.1 million multiply-accumulates): most
    /// of a short trial where windows are few.
    /// </summary>
    private const double WindowsOfSetUp = 1000;

    /// <summary>Of one trial.</summary>
    public static double WorkOf(int epochs, double windows) => (epochs * windows) + WindowsOfSetUp;

    /// <param name="trials">How many more; negative: how many fewer than was planned.</param>
    /// <param name="epochs">Of each.</param>
    /// <param name="windows">Training windows of each.</param>
    public TrialPlan With(int trials, int epochs, double windows) => new(Trials + trials, Work + (trials * WorkOf(epochs, windows)));
}
