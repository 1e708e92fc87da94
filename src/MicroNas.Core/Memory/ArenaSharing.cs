namespace MicroNas.Core.Memory;

/// <summary>Whether a step's output may lie where one of its inputs lies.</summary>
public enum ArenaSharing
{
    /// <summary>The output needs a place of its own.</summary>
    None,

    /// <summary>The output may overwrite an input of its size that nothing reads later: element i depends on element i alone (ADD, RELU).</summary>
    InPlace,

    /// <summary>The output is its first input under another shape (RESHAPE).</summary>
    Alias,
}
