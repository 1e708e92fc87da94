namespace MicroNas.Core.Datasets.Synthetic;

/// <summary>How one simulated person moves and wears the sensor.</summary>
/// <param name="StrideFrequency">Strides (two steps) a second while walking, in hertz.</param>
/// <param name="Strength">Factor on every movement.</param>
/// <param name="Wearing">From the forearm's axes to the sensor's: rolled about the forearm, tilted, perhaps turned round.</param>
/// <param name="HandSpeed">Factor on the speed of hand movements.</param>
/// <param name="Noise">Standard deviation of the sensor's noise: g, and a quarter of it in rad/s.</param>
internal sealed record SimulatedPerson(double StrideFrequency, double Strength, Rotation Wearing, double HandSpeed, double Noise)
{
    public static SimulatedPerson Draw(DeterministicRandom random)
    {
        var turnedRound = random.NextUniform() < 0.4 ? 0.5 : 0;
        return new SimulatedPerson(
            random.NextUniform(0.78, 1.08),
            random.NextUniform(0.5, 1.7),
            Rotation.FromTurns(random.NextUniform(-0.14, 0.14), random.NextUniform(-0.07, 0.07), turnedRound + random.NextUniform(-0.05, 0.05)),
            random.NextUniform(0.85, 1.2),
            random.NextUniform(0.008, 0.02));
    }
}
