namespace MicroNas.Cli.Doctor;

/// <summary>What <c>doctor</c> found of one thing.</summary>
/// <param name="Name">For example <c>emulator</c>.</param>
/// <param name="Verdict">Whether it serves.</param>
/// <param name="Found">What is there.</param>
/// <param name="Mend">What to do; null where nothing is to be done.</param>
internal sealed record Finding(string Name, Verdict Verdict, string Found, string? Mend = null);
