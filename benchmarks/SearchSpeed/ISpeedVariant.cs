namespace MicroNas.Benchmarks.SearchSpeed;

/// <summary>One way to compute a search step: a step of the architecture's α and one of the weights.</summary>
internal interface ISpeedVariant : IDisposable
{
    string Name { get; }

    void Step();
}
