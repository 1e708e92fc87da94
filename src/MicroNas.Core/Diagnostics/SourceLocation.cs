namespace MicroNas.Core.Diagnostics;

/// <summary>A place in a file. Line and column count from 1; 0 means that the whole file is meant.</summary>
public readonly record struct SourceLocation(string File, int Line = 0, int Column = 0)
{
    public override string ToString() => Line == 0
        ? File
        : FormattableString.Invariant($"{File}({Line},{Column})");
}
