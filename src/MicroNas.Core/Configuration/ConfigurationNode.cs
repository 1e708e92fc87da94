using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Configuration;

/// <summary>A value of a YAML document that knows where it stands.</summary>
/// <param name="Location">Where the value begins.</param>
/// <param name="Size">Nodes in it when every alias is written out: what a walk over it costs.</param>
/// <param name="Depth">Levels in it; 1 for a scalar.</param>
internal abstract record ConfigurationNode(SourceLocation Location, long Size, int Depth)
{
    /// <summary>What it is, for messages.</summary>
    public abstract string Kind { get; }
}
