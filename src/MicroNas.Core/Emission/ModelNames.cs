namespace MicroNas.Core.Emission;

/// <summary>The names that generated files share.</summary>
internal sealed class ModelNames(string modelName)
{
    /// <summary>Prefix of functions, types and files.</summary>
    public string Prefix { get; } = CText.Identifier(modelName);

    /// <summary>Prefix of macros.</summary>
    public string Macro { get; } = CText.Identifier(modelName).ToUpperInvariant();

    public CWriter Open(EmissionOptions options, string purpose) =>
        new CWriter().Line($"/* {CText.Comment(purpose)} Generated: {CText.Comment(options.Provenance)} */");

    public CWriter OpenHeader(EmissionOptions options, string purpose, string part) =>
        Open(options, purpose).Line($"#ifndef {Macro}_{part}_H").Line($"#define {Macro}_{part}_H").Line();
}
