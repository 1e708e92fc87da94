namespace MicroNas.Learning.Numerics;

/// <summary>What a stream of random numbers is for; each consumer draws from its own.</summary>
internal enum RandomStream
{
    InitialWeights = 1,
    TrainingOrder,
    ValidationOrder,
    Augmentation,
    GumbelNoise,
    Architectures,

    /// <summary>Dropout of the first shard of a batch; the following values belong to the other shards.</summary>
    Dropout = 100,
}
