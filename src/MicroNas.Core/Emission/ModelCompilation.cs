using MicroNas.Core.Kernels;

namespace MicroNas.Core.Emission;

/// <summary>A model as C sources, and what it costs.</summary>
/// <param name="Files">All of them, to be written together.</param>
/// <param name="Name">The prefix of every generated name and file.</param>
/// <param name="Schedule">Kernels and arena.</param>
/// <param name="Operators">By operator of the model.</param>
public sealed record ModelCompilation(
    IReadOnlyList<EmittedFile> Files, string Name, KernelSchedule Schedule, IReadOnlyList<EmittedOperator> Operators);
