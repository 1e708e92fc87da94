using MicroNas.Core.Pipeline.Locks;

namespace MicroNas.Core.Pipeline;

/// <summary>One model to make.</summary>
/// <param name="ConfigurationPath">Full path of its <c>micronas.yaml</c>.</param>
/// <param name="OutputDirectory">Full path of the folder for generated files.</param>
/// <param name="Lock">What is done with the lock file beside the yaml.</param>
public sealed record PipelineRequest(string ConfigurationPath, string OutputDirectory, LockMode Lock = LockMode.Update);
