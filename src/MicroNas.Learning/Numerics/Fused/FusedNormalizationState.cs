namespace MicroNas.Learning.Numerics.Fused;

/// <summary>What a call of <see cref="FusedNormalization"/> keeps for its backward pass beside tensors.</summary>
internal sealed class FusedNormalizationState(int branches, DropoutMask dropout)
{
    public int Branches => branches;

    public DropoutMask Dropout => dropout;

    public Tiles Tiles { get; set; }

    /// <summary>Whether the branches' values need a gradient, by branch.</summary>
    public bool[] NeedsValues { get; } = new bool[branches];

    public bool NeedsIdentity { get; set; }

    public bool NeedsFactors { get; set; }

    public bool NeedsParameters { get; set; }
}
