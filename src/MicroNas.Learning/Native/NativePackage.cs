namespace MicroNas.Learning.Native;

/// <summary>A NuGet package that holds native libraries.</summary>
/// <param name="Id">In lower case, as package folders spell it.</param>
/// <param name="Version">The one version that serves.</param>
public sealed record NativePackage(string Id, string Version);
