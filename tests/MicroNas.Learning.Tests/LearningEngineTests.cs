using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Learning;

using TorchSharp;

namespace MicroNas.Learning.Tests;

[Collection(TorchCollection.Name)]
public sealed class LearningEngineTests
{
    private readonly LearningEngine engine = new(TorchFixture.CacheDirectory, _ => { });

    [Fact]
    public void Windows_that_are_not_numbers_end_the_training_with_the_epoch()
    {
        var dataset = TinyDataset.Create(48);
        dataset.Training.Values[7] = float.NaN;

        var exception = Assert.Throws<MicroNasException>(() => Train(dataset, new TrainingOptions { Epochs = 2, BatchSize = 16 }));

        Assert.Equal(DiagnosticCodes.TrainingDiverged, exception.Diagnostics[0].Code);
        Assert.Contains("epoch 1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_all_reported_at_once()
    {
        var exception = Assert.Throws<MicroNasException>(
            () => Train(TinyDataset.Create(48), new TrainingOptions { Epochs = 0, BatchSize = 1 }));

        Assert.Equal(
            [DiagnosticCodes.LearningOptionOutOfRange, DiagnosticCodes.LearningOptionOutOfRange],
            exception.Diagnostics.Select(diagnostic => diagnostic.Code));
    }

    [Fact]
    public void Windows_of_another_shape_than_the_networks_are_refused()
    {
        var other = SearchSpace.Create(64, 3, 3, TinyNetwork.Space.Options);
        var architecture = new Architecture([
            new TimeReduceChoice(3, 4),
            new TimeReduceChoice(3, 4),
            new TimeReduceChoice(3, 4),
            new SensorFusionChoice(false, [3], false, 8, 8),
            SensorFusionChoice.Skipped]);

        var exception = Assert.Throws<MicroNasException>(() => engine.Train(
            new TrainingRequest(TinyDataset.Create(48), ArchitectureLowering.Lower(other, architecture), new TrainingOptions()),
            new ProgressList(),
            CancellationToken.None));

        Assert.Equal(DiagnosticCodes.WindowsDoNotFitNetwork, exception.Diagnostics[0].Code);
    }

    [Fact]
    public void Too_few_windows_are_refused()
    {
        var dataset = TinyDataset.Create(48);

        var exception = Assert.Throws<MicroNasException>(
            () => Train(dataset with { Training = dataset.Training.Select([0]) }, new TrainingOptions()));

        Assert.Equal(DiagnosticCodes.TooFewWindows, exception.Diagnostics[0].Code);
    }

    [Fact]
    public void Cancellation_ends_a_training_after_the_running_step()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new ProgressList(_ => cancellation.Cancel());

        Assert.Throws<OperationCanceledException>(() => engine.Train(
            new TrainingRequest(TinyDataset.Create(48), TinyNetwork.Graph, new TrainingOptions { Epochs = 1000, BatchSize = 16 }),
            progress,
            cancellation.Token));

        Assert.Single(progress.Reports);
    }

    /// <summary>libtorch's memory is not the garbage collector's: a tensor that is not freed by its step stays.</summary>
    [Fact]
    public void No_tensor_outlives_its_step()
    {
        List<long> counts = [torch.Tensor.TotalCount];
        var progress = new ProgressList(_ => counts.Add(torch.Tensor.TotalCount));

        engine.Train(
            new TrainingRequest(TinyDataset.Create(96), TinyNetwork.Graph, new TrainingOptions { Epochs = 6, BatchSize = 16 }),
            progress,
            CancellationToken.None);

        Assert.Equal(counts[1], counts[^1]);
        Assert.Equal(counts[0], torch.Tensor.TotalCount);
    }

    private void Train(Dataset dataset, TrainingOptions options) =>
        engine.Train(new TrainingRequest(dataset, TinyNetwork.Graph, options), new ProgressList(), CancellationToken.None);
}
