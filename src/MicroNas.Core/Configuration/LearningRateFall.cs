namespace MicroNas.Core.Configuration;

/// <summary>What the learning rate does after the first epoch, in which it rises.</summary>
public enum LearningRateFall
{
    /// <summary>It falls to 0 as half a cosine (Loshchilov and Hutter, 2017, without restarts).</summary>
    Cosine,

    /// <summary>It stays.</summary>
    None,
}
