namespace MicroNas.Core.Pipeline;

/// <summary>What a stage is called in messages, lock files and cache folders.</summary>
public static class StageNames
{
    /// <summary>Lower case, such as <c>search</c>.</summary>
    public static string Name(this StageName stage) => stage.ToString().ToLowerInvariant();
}
