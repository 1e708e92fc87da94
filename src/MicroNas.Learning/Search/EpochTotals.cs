namespace MicroNas.Learning.Search;

/// <summary>What is counted over the steps of one epoch of the super-network.</summary>
internal struct EpochTotals
{
    private int steps;
    private long validationCorrect;
    private long validationCount;

    public double LossSum { get; private set; }

    /// <summary>Mean loss of the weights' steps.</summary>
    public readonly double Loss => LossSum / steps;

    /// <summary>Share of right answers in the steps of α, 0..1.</summary>
    public readonly double Accuracy => (double)validationCorrect / validationCount;

    public static EpochTotals Restore(BinaryReader reader) => new()
    {
        LossSum = reader.ReadDouble(),
        steps = reader.ReadInt32(),
        validationCorrect = reader.ReadInt64(),
        validationCount = reader.ReadInt64(),
    };

    public readonly void Save(BinaryWriter writer)
    {
        writer.Write(LossSum);
        writer.Write(steps);
        writer.Write(validationCorrect);
        writer.Write(validationCount);
    }

    public void AddTraining(double loss)
    {
        LossSum += loss;
        steps++;
    }

    public void AddValidation(long correct, int count)
    {
        validationCorrect += correct;
        validationCount += count;
    }
}
