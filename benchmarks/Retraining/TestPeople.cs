namespace MicroNas.Benchmarks.Retraining;

/// <summary>Whom a network that is trained anew is tested on.</summary>
internal enum TestPeople
{
    /// <summary>Those of its case.</summary>
    Case,

    /// <summary>Nine of all thirty, three times, as the cases <c>people</c> of the first three seeds draw them.</summary>
    Drawn,

    /// <summary>Those of its case's training and validation parts, a third of them in turn.</summary>
    Folds,
}
