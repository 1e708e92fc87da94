namespace MicroNas.Core.Pipeline;

/// <summary>One model to make.</summary>
/// <param name="ConfigurationPath">Full path of its <c>micronas.yaml</c>.</param>
/// <param name="OutputDirectory">Full path of the folder for generated files.</param>
public sealed record PipelineRequest(string ConfigurationPath, string OutputDirectory);
