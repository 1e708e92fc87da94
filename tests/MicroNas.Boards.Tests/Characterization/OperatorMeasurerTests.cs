using MicroNas.Boards.Characterization;
using MicroNas.Boards.Toolchain;
using MicroNas.Core.Architectures;
using MicroNas.Core.Configuration;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Latency.Characterization;
using MicroNas.Core.Latency.Tables;
using MicroNas.Core.Targets;

namespace MicroNas.Boards.Tests.Characterization;

public sealed class OperatorMeasurerTests : IDisposable
{
    private static readonly SearchSpace Space = SearchSpace.Create(20, 4, 3, new SearchSpaceOptions
    {
        FusionRepeats = 1,
        TimeReduceMaximumFilters = 8,
        SensorFusionMaximumFilters = 16,
    });

    private readonly TemporaryFolder folder = new();
    private readonly OperatorMeasurer measurer = new(new FirmwareLayout(Repository.File("firmware")), TimeProvider.System);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_interrupted_characterization_goes_on_and_gives_the_table_of_an_uninterrupted_one()
    {
        var journal = folder.File("micronas.lut.part");
        using var interruption = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Measure(journal, (done, _) =>
        {
            if (done == 10)
            {
                interruption.Cancel();
            }
        }, interruption.Token));
        Assert.Equal(11, File.ReadAllLines(journal).Length);

        var resumed = Measure(journal, (_, _) => { }, CancellationToken.None);
        var whole = Measure(null, (_, _) => { }, CancellationToken.None);

        Assert.Equal(LatencyTableWriter.IdOf(whole), LatencyTableWriter.IdOf(resumed));
        Assert.True(whole.Errors.Converged);
        Assert.Equal("instructions", whole.Provenance.Unit);
        Assert.Equal(measurer.RuntimeCode, whole.Provenance.RuntimeCode);
        Assert.InRange(whole.Conversion.CyclesPerUnit[Core.Latency.OperatorKind.Convolution], 1, 3);
        Assert.Equal(0.15, whole.Conversion.RelativeErrorBand, 3);
    }

    [Fact]
    public void Without_known_cycles_per_instruction_the_emulator_is_refused()
    {
        Assert.True(MicrocontrollerCatalog.TryFind("stm32h747xi", out var microcontroller));
        var exception = Assert.Throws<MicroNasException>(() => measurer.DescribeEmulator(microcontroller));
        Assert.Equal(DiagnosticCodes.NothingMeasures, Assert.Single(exception.Diagnostics).Code);
    }

    private LatencyTableFile Measure(string? journal, Action<int, int> progress, CancellationToken cancellation)
    {
        Assert.True(MicrocontrollerCatalog.TryFind("nrf52832", out var microcontroller));
        return measurer.Measure(microcontroller, Space, null, journal, new CharacterizationOptions(), progress, _ => { }, cancellation);
    }
}
