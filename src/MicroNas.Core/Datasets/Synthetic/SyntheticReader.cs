using MicroNas.Core.Units;

namespace MicroNas.Core.Datasets.Synthetic;

/// <summary>
/// The embedded data set: a simulated accelerometer [g] and gyroscope [rad/s] on the wrist of 15 people in six activities, 50 Hz,
/// windows of 128 samples that overlap by half. It is computed, bit for bit alike on every machine, and needs no file.
/// </summary>
internal static class SyntheticReader
{
    public const int People = 15;

    private const double Rate = 50;
    private const int Length = 128;
    private const int Stride = 64;
    private const int WindowsEach = 25;
    private const int Bouts = 4;
    private const ulong Seed = 20_250_307;

    private static readonly string[] ChannelNames = ["acc_x", "acc_y", "acc_z", "gyro_x", "gyro_y", "gyro_z"];

    public static RawDataset Read()
    {
        var random = new DeterministicRandom(Seed);
        var values = new List<float>();
        var labels = new List<int>();
        var subjects = new List<int>();
        for (var number = 1; number <= People; number++)
        {
            var person = SimulatedPerson.Draw(random);
            for (var activity = 0; activity < ActivitySimulator.Names.Count; activity++)
            {
                var recording = Record(activity, person, random);
                for (var window = 0; window < WindowsEach; window++)
                {
                    var size = Length * ChannelNames.Length;
                    values.AddRange(recording.AsSpan(window * Stride * ChannelNames.Length, size));
                    labels.Add(activity);
                    subjects.Add(number);
                }
            }
        }

        var windows = new WindowSet([.. values], [.. labels], [.. subjects], Length, ChannelNames.Length);
        return new RawDataset("synthetic", windows, Test: null, ChannelNames, ActivitySimulator.Names, new Hertz(Rate));
    }

    /// <summary>One person in one activity: samples x 6. In each bout the person takes another attitude, pace and strength.</summary>
    private static float[] Record(int activity, SimulatedPerson person, DeterministicRandom random)
    {
        const int Samples = Length + ((WindowsEach - 1) * Stride);
        var recording = new float[Samples * ChannelNames.Length];
        var simulator = new ActivitySimulator(activity, person, Rate, random);
        for (var t = 0; t < Samples; t++)
        {
            if (t % (Samples / Bouts) == 0 && t > 0)
            {
                simulator = new ActivitySimulator(activity, person, Rate, random);
            }

            var motion = simulator.Next();

            // Gravity in the forearm's axes: the last row of its attitude.
            var gravity = Rotation.FromTurns(motion.Roll, motion.Pitch, 0).Z;
            var acceleration = person.Wearing.Apply(gravity + motion.Acceleration);
            var angularVelocity = person.Wearing.Apply(motion.AngularVelocity);
            var sample = recording.AsSpan(t * ChannelNames.Length, ChannelNames.Length);
            WriteAxes(sample[..3], acceleration, person.Noise, step: 1.0 / 2048, range: 8, random);
            WriteAxes(sample[3..], angularVelocity, person.Noise / 4, step: 1.0 / 512, range: 32, random);
        }

        return recording;
    }

    /// <summary>A sensor's output is a whole number of steps within its range.</summary>
    private static void WriteAxes(Span<float> axes, Vector3 vector, double noise, double step, double range, DeterministicRandom random)
    {
        ReadOnlySpan<double> exact = [vector.X, vector.Y, vector.Z];
        for (var axis = 0; axis < 3; axis++)
        {
            var noisy = Math.Clamp(exact[axis] + (noise * random.NextNormal()), -range, range);
            axes[axis] = (float)(Math.Round(noisy / step) * step);
        }
    }
}
