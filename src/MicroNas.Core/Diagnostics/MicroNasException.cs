namespace MicroNas.Core.Diagnostics;

/// <summary>Ends a stage with one or more coded errors. Everything that a user can cause is reported through this type.</summary>
public sealed class MicroNasException : Exception
{
    public MicroNasException(Diagnostic diagnostic, Exception? innerException = null)
        : this([diagnostic], innerException)
    {
    }

    public MicroNasException(IReadOnlyList<Diagnostic> diagnostics, Exception? innerException = null)
        : base(string.Join(Environment.NewLine, diagnostics), innerException)
    {
        Diagnostics = diagnostics;
    }

    /// <summary>What went wrong, in the order of the file; never empty.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
