using System.ComponentModel.DataAnnotations;

namespace MicroNas.Core.Configuration;

/// <summary>
/// Which windows are test and which are validation (<c>dataset.split</c>). Validation is cut from the training part, never from test:
/// by subject where subjects are known (except with <c>by: fraction</c> and <c>by: random</c>), otherwise stratified by class.
/// </summary>
public sealed record SplitOptions
{
    /// <summary>given, fraction (of the windows of every class), random (of all windows: leaks where windows overlap), subject (people), or auto: the first of given, subject, fraction that the data allows (subject from three people on).</summary>
    public SplitKind By { get; init; } = SplitKind.Auto;

    /// <summary>Share of all windows or people that is test; not used where the test part is given or listed.</summary>
    [Range(0.01, 0.9)]
    public double Test { get; init; } = 0.2;

    /// <summary>Share that is validation: of all windows or people, or of the training part where test is given or listed.</summary>
    [Range(0.01, 0.9)]
    public double Validation { get; init; } = 0.2;

    /// <summary>The people whose windows are test.</summary>
    public EquatableArray<int>? TestSubjects { get; init; }

    /// <summary>The people whose windows are validation.</summary>
    public EquatableArray<int>? ValidationSubjects { get; init; }

    /// <summary>Seed of the draw.</summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; } = 1;
}
