namespace MicroNas.Core.Datasets.Synthetic;

/// <summary>
/// Moves a simulated forearm through one activity, sample by sample. The activities overlap in strength and differ in rhythm:
/// which harmonics of the stride carry the movement, and how they are placed against the swing of the arm.
/// </summary>
internal sealed class ActivitySimulator
{
    /// <summary>Class names in the order of their labels.</summary>
    public static readonly IReadOnlyList<string> Names = ["resting", "typing", "walking", "stairs", "running", "brushing_teeth"];

    private readonly int activity;
    private readonly DeterministicRandom random;
    private readonly double rate;
    private readonly double strength;
    private readonly double frequency;
    private readonly double rollPose;
    private readonly double pitchPose;
    private double phase;
    private double pace = 1;
    private double vigour = 1;
    private double sway;
    private double tap;
    private double tapTurns;

    /// <param name="rate">Samples a second.</param>
    public ActivitySimulator(int activity, SimulatedPerson person, double rate, DeterministicRandom random)
    {
        this.activity = activity;
        this.random = random;
        this.rate = rate;
        strength = person.Strength * random.NextUniform(0.8, 1.25);
        frequency = activity switch
        {
            1 => 4.2 * person.HandSpeed,
            2 => person.StrideFrequency,
            3 => person.StrideFrequency * 0.86,
            4 => person.StrideFrequency * 1.42,
            5 => 4.4 * person.HandSpeed,
            _ => 0.25, // breathing
        } * random.NextUniform(0.96, 1.04);
        (rollPose, pitchPose) = activity switch
        {
            0 => (random.NextUniform(-0.2, 0.2), random.NextUniform(-0.15, 0.15)),
            1 => (random.NextUniform(-0.04, 0.04), random.NextUniform(-0.04, 0.06)),
            5 => (random.NextUniform(-0.2, 0.15), random.NextUniform(-0.15, 0.05)),
            4 => (random.NextUniform(0.05, 0.25), random.NextUniform(-0.05, 0.12)),
            _ => (random.NextUniform(0.1, 0.3), random.NextUniform(0.1, 0.22)), // the arm hangs
        };
        phase = random.NextUniform();
    }

    /// <summary>The next sample's movement.</summary>
    public Motion Next()
    {
        // Pace, vigour and attitude wander slowly, so that no two windows of a person are alike.
        pace += (0.02 * (1 - pace)) + (0.006 * random.NextNormal());
        vigour += (0.01 * (1 - vigour)) + (0.02 * random.NextNormal());
        sway += (-0.01 * sway) + (0.0015 * random.NextNormal());
        phase += frequency * pace / rate;
        var amplitude = strength * Math.Clamp(vigour, 0.5, 1.6);
        return activity switch
        {
            0 => Rest(amplitude),
            1 => Type(amplitude),
            2 => Stride(0.045 * amplitude, 0.16 * amplitude, 0.11 * amplitude, 0.02 * amplitude, lag: 0.10, sharpness: 6),
            3 => Stride(0.035 * amplitude, 0.14 * amplitude, 0.02 * amplitude, 0.21 * amplitude, lag: 0.34, sharpness: 2),
            4 => Stride(0.045 * amplitude, 0.42 * amplitude, 0.05 * amplitude, 0.06 * amplitude, lag: 0.02, sharpness: 3),
            _ => Brush(amplitude),
        };
    }

    private Motion Rest(double amplitude)
    {
        var breath = Wave.Sine(phase);
        return new Motion(
            rollPose + sway,
            pitchPose + (0.3 * sway) + (0.002 * breath),
            new Vector3(0.004 * random.NextNormal(), 0.004 * random.NextNormal(), 0.006 * breath) * amplitude,
            new Vector3(0.02 * random.NextNormal(), 0.02 * breath, 0.02 * random.NextNormal()) * amplitude);
    }

    /// <summary>Taps at irregular times, each a short ringing of the wrist.</summary>
    private Motion Type(double amplitude)
    {
        if (random.NextUniform() < frequency * pace / rate)
        {
            (tap, tapTurns) = (random.NextUniform(0.5, 1.5), 0);
        }

        tap *= 0.78;
        tapTurns += 11 / rate;
        var ring = tap * Wave.Cosine(tapTurns);
        return new Motion(
            rollPose + sway,
            pitchPose + (0.3 * sway),
            new Vector3(0.05 * ring, 0.03 * tap * random.NextNormal(), -0.2 * ring) * amplitude,
            new Vector3(0.25 * tap * Wave.Sine(tapTurns), 0.7 * ring, 0.1 * random.NextNormal()) * amplitude);
    }

    /// <summary>Gait: the arm swings once a stride, the body falls twice, and each foot strikes.</summary>
    /// <param name="swing">Amplitude of the arm's swing in turns.</param>
    /// <param name="bounce">Vertical acceleration at the step frequency, in g.</param>
    /// <param name="strike">Height of the heel strikes, in g.</param>
    /// <param name="limp">How much one foot's step differs from the other's, in g.</param>
    /// <param name="lag">Of the bounce behind the swing, in turns of the stride.</param>
    private Motion Stride(double swing, double bounce, double strike, double limp, double lag, int sharpness)
    {
        var angle = swing * Wave.Sine(phase);
        var turnRate = swing * 2 * Math.PI * frequency * pace * Wave.Cosine(phase) * 2 * Math.PI;
        var impact = strike * 3 * Wave.Bump(2 * (phase - lag), sharpness);
        var vertical = (bounce * Wave.Sine(2 * (phase - lag))) + (limp * Wave.Cosine(phase - lag)) + impact - (strike * 0.8);
        var forward = (0.5 * bounce * Wave.Cosine((2 * phase) - lag)) + (0.6 * limp * Wave.Sine(phase - (2 * lag)));
        return new Motion(
            rollPose + sway,
            pitchPose + angle + (0.3 * sway),
            new Vector3(vertical, 0.35 * forward, forward) + (Jitter() * (0.055 * strength)),
            new Vector3(0.35 * turnRate * Wave.Cosine(lag), turnRate, (0.5 * limp * Wave.Sine(phase)) + (0.8 * impact)) + (Jitter() * (0.18 * strength)));
    }

    /// <summary>Strokes along the arm, in bouts with pauses.</summary>
    private Motion Brush(double amplitude)
    {
        var bout = 0.35 + (0.65 * Wave.Bump(phase / 14, 1));
        var stroke = bout * Wave.Sine(phase);
        return new Motion(
            rollPose + (4 * sway),
            pitchPose + (2 * sway),
            (new Vector3(0.42 * stroke, 0.16 * bout * Wave.Sine(phase + 0.2), 0.12 * bout * Wave.Sine(2 * phase)) * amplitude) + (Jitter() * 0.04),
            (new Vector3(0.6 * stroke, 0.5 * bout * Wave.Cosine(phase), 1.4 * bout * Wave.Cosine(phase)) * amplitude) + (Jitter() * 0.15));
    }

    private Vector3 Jitter() => new(random.NextNormal(), random.NextNormal(), random.NextNormal());
}
