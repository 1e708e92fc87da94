using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets;

/// <summary>Collects the errors of one file, so that a user mends them together; beyond a cap they are only counted.</summary>
internal sealed class DataErrors
{
    /// <summary>A file in the wrong format has an error in every row; this many show what is wrong.</summary>
    public const int Cap = 20;

    private readonly List<Diagnostic> errors = [];
    private int count;
    private Diagnostic? last;

    public bool Any => count > 0;

    public void Add(string code, string message, SourceLocation location)
    {
        count++;
        last = Diagnostic.Error(code, message, location);
        if (count <= Cap)
        {
            errors.Add(last);
        }
    }

    /// <summary>Ends the stage if there was an error.</summary>
    public void ThrowIfAny()
    {
        if (count > Cap)
        {
            errors.Add(Diagnostic.Error(last!.Code, $"and {count - Cap} more errors like these.", new SourceLocation(last.Location!.Value.File)));
        }

        if (count > 0)
        {
            throw new MicroNasException(errors);
        }
    }

    /// <summary>An error that leaves nothing to go on with.</summary>
    public static MicroNasException Failure(string code, string message, SourceLocation location, Exception? inner = null) =>
        new(Diagnostic.Error(code, message, location), inner);

    /// <inheritdoc cref="Failure(string, string, SourceLocation, Exception?)"/>
    public static MicroNasException Failure(string code, string message, string file, Exception? inner = null) =>
        Failure(code, message, new SourceLocation(file), inner);
}
