using MicroNas.Core.Configuration;

namespace MicroNas.Core.Tests.Configuration;

public class CanonicalOptionsTests
{
    [Fact]
    public void Comments_order_formatting_units_and_written_defaults_leave_no_trace()
    {
        var plain = ConfigurationText.Read(ConfigurationText.Minimal).Options;
        var other = ConfigurationText.Read("""
            # another author
            budget:
              memory: 32000 B   # the same
              latency: 0.025 s
            search: { seed: 1, space: { } }
            target:
              runtime: micronas
              mcu: "stm32l552ze"
            dataset: { format: synthetic, split: { by: auto } }
            training:
            model: 'wearable'
            """).Options;
        Assert.Equal(CanonicalOptions.ToCanonicalJson(plain), CanonicalOptions.ToCanonicalJson(other));
        Assert.Equal(plain, other);
    }

    [Theory]
    [InlineData("latency: 25 ms", "latency: 25.5 ms")]
    [InlineData("format: synthetic", "format: synthetic\n  clip: 4")]
    [InlineData("format: synthetic", "format: synthetic\n  knee: 2")]
    [InlineData("format: synthetic", "format: synthetic\n  rotation: []")]
    [InlineData("format: synthetic", "format: synthetic\n  augmentation: { jitter: 0.1 }")]
    [InlineData("mcu: stm32l552ze", "mcu: stm32l552ze, runtime: tflm")]
    [InlineData("model: ", "training: { patience: 4 }\nmodel: ")]
    [InlineData("model: ", "training: { averageEpochs: 8 }\nmodel: ")]
    [InlineData("model: ", "training: { learningRateFall: none }\nmodel: ")]
    public void Every_change_of_a_value_shows(string from, string to)
    {
        var before = ConfigurationText.Read(ConfigurationText.Minimal).Options;
        var after = ConfigurationText.Read(ConfigurationText.Minimal.Replace(from, to, StringComparison.Ordinal)).Options;
        Assert.NotEqual(CanonicalOptions.ToCanonicalJson(before), CanonicalOptions.ToCanonicalJson(after));
    }

    /// <summary>But for what joined later, patience, averageEpochs and learningRateFall: the keys of results that were kept before must stay.</summary>
    [Fact]
    public void Defaults_are_written_out() =>
        Assert.Equal("""{"batch":64,"classWeights":"none","epochs":40,"labelSmoothing":0,"learningRate":0.01,"seed":1}""", CanonicalOptions.ToCanonicalJson(new TrainingOptions()));
}
