namespace MicroNas.Core.Pipeline;

/// <summary>The stages in the order of the data's way; a verb of the tool runs them up to its own.</summary>
public enum StageName
{
    Dataset,
    Characterize,
    Search,
    Train,
    Emit,
    Verify,
}
