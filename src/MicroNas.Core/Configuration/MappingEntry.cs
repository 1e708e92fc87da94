using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Configuration;

/// <summary>One key and its value.</summary>
internal sealed record MappingEntry(string Key, SourceLocation KeyLocation, ConfigurationNode Value);
