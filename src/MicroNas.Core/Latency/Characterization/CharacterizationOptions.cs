namespace MicroNas.Core.Latency.Characterization;

/// <summary>How much is measured.</summary>
/// <param name="Designed">Operators that the fit begins with, about: more where the space has operators that they would not cover.</param>
/// <param name="HeldOut">Operators that check the fit.</param>
/// <param name="Most">Designed operators after every extension.</param>
/// <param name="Step">By how many each extension grows.</param>
/// <param name="Full">Measure every operator of the space, in every way.</param>
public sealed record CharacterizationOptions(int Designed = 30, int HeldOut = 8, int Most = 60, int Step = 10, bool Full = false);
