namespace MicroNas.Core.Pipeline;

/// <summary>
/// Part of each stage's cache key. Raise a stage's number with every change that can alter its result, so that results of
/// an older engine are not taken for those of this one.
/// </summary>
internal static class StageVersions
{
    /// <summary>
    /// Identity of this very build of the code, for the stages that are cheap enough to run again after any change of it.
    /// </summary>
    public static readonly string Code = typeof(StageVersions).Module.ModuleVersionId.ToString("N");

    public const string Dataset = "6";
    public const string Characterize = "1";
    public const string Search = "10";
    public const string Train = "10";
    public const string Emit = "1";
    public const string Verify = "3";
}
