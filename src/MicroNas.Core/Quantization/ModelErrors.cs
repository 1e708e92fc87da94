using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Quantization;

/// <summary>Collects the errors of one model, so that they are reported together.</summary>
internal sealed class ModelErrors(string name)
{
    /// <summary>A hostile file could have an error in each of its bytes; nobody reads more than this.</summary>
    private const int Most = 50;

    private readonly List<Diagnostic> diagnostics = [];

    public void Add(string code, string message)
    {
        if (diagnostics.Count < Most)
        {
            diagnostics.Add(Diagnostic.Error(code, message, new SourceLocation(name)));
        }
    }

    public void ThrowIfAny()
    {
        if (diagnostics.Count > 0)
        {
            throw new MicroNasException([.. diagnostics]);
        }
    }
}
