using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;

namespace MicroNas.Core.Tests.Configuration;

public sealed class EpochCountTests
{
    [Fact]
    public void Few_windows_are_passed_over_until_there_are_enough_steps_and_no_more_often()
    {
        var random = new Random(1);
        for (var i = 0; i < 1000; i++)
        {
            var (usual, least) = (random.Next(1, 50), random.Next(1, 2000));
            var (windows, batch) = (random.Next(2, 20000), random.Next(2, 300));
            var stepsPerEpoch = windows < batch ? 1 : windows / batch;

            var epochs = EpochCount.AtLeast(usual, least, windows, batch);

            Assert.True(epochs >= usual);
            Assert.True(epochs * stepsPerEpoch >= least);
            Assert.True(epochs == usual || (epochs - 1) * stepsPerEpoch < least);
        }
    }

    [Theory]
    [InlineData(5551, 1801, 40, 40, false)]
    [InlineData(1350, 450, 40, 40, false)]
    [InlineData(900, 300, 56, 40, false)]
    [InlineData(700, 300, 67, 15, true)]
    [InlineData(250, 50, 250, 50, true)]
    [InlineData(30, 10, 1000, 150, true)]
    public void The_training_and_the_last_trials_of_few_windows_take_more_epochs(
        int training, int validation, int trainingEpochs, int finalRound, bool isFew)
    {
        var options = ConfigurationText.Read(ConfigurationText.Minimal).ForWindows(training, validation).Options;

        Assert.Equal(trainingEpochs, options.Training.Epochs);
        Assert.Equal(new TrialEpochs(3, 12, finalRound, isFew), TrialEpochs.Of(options.Search, training));
    }

    /// <summary>Patience keeps the validation windows out of the training.</summary>
    [Fact]
    public void Only_windows_that_are_learnt_from_count() =>
        Assert.Equal(1000, new TrainingOptions { Patience = 4 }.ForWindows(training: 100, validation: 900).Epochs);

    [Fact]
    public void Epochs_that_are_given_stay()
    {
        var given = ConfigurationText.Read("search: { epochs: 2 }\ntraining: { epochs: 3 }\n" + ConfigurationText.Minimal).ForWindows(30, 10).Options;

        Assert.Equal((2, 3), (given.Search.Epochs, given.Training.Epochs));
        Assert.Equal(new TrialEpochs(2, 2, 2, IsFew: false), TrialEpochs.Of(given.Search, 30));
    }

    /// <summary>Weights are averaged before quantization, in the first 70 % of the epochs.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(300)]
    public void More_epochs_to_average_than_come_before_quantization_are_refused(int average)
    {
        var error = Assert.Single(ConfigurationText.Errors(
            FormattableString.Invariant($"training: {{ epochs: 10, averageEpochs: {average} }}\n") + ConfigurationText.Minimal));

        Assert.Equal((DiagnosticCodes.ContradictingOptions, 1), (error.Code, error.Location!.Value.Line));
        Assert.Contains("at most 7", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("epochs: 10, averageEpochs: 7")]
    [InlineData("averageEpochs: 300")]
    public void As_many_as_there_are_and_any_number_where_the_epochs_are_left_out_are_accepted(string training) =>
        ConfigurationText.Read($"training: {{ {training} }}\n" + ConfigurationText.Minimal);

    [Theory]
    [InlineData(7352, 28)]
    [InlineData(151, 350)]
    public void Where_the_epochs_are_left_out_the_windows_say_how_many_can_be_averaged(int windows, int most)
    {
        ConfigurationResult Read(int average) => ConfigurationText.Read(
            FormattableString.Invariant($"training: {{ averageEpochs: {average} }}\n") + ConfigurationText.Minimal);

        Assert.Equal(most, Read(most).ForWindows(windows - 31, 31).Options.Training.AverageEpochs);
        var error = Assert.Single(Assert.Throws<MicroNasException>(() => Read(most + 1).ForWindows(windows - 31, 31)).Diagnostics);
        Assert.Equal((DiagnosticCodes.ContradictingOptions, 1), (error.Code, error.Location!.Value.Line));
        Assert.Contains(FormattableString.Invariant($"at most {most}"), error.Message, StringComparison.Ordinal);
    }

    /// <summary>So a result that was kept with too few epochs is not taken again, and those of larger data sets are.</summary>
    [Fact]
    public void The_epochs_that_are_taken_are_part_of_the_canonical_form()
    {
        var read = ConfigurationText.Read(ConfigurationText.Minimal);

        Assert.Equal(CanonicalOptions.ToCanonicalJson(read.Options), CanonicalOptions.ToCanonicalJson(read.ForWindows(5000, 1000).Options));
        Assert.NotEqual(CanonicalOptions.ToCanonicalJson(read.Options), CanonicalOptions.ToCanonicalJson(read.ForWindows(200, 50).Options));
    }
}
