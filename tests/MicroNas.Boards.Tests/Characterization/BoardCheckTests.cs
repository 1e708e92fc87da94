using MicroNas.Boards.Bench;
using MicroNas.Boards.Characterization;
using MicroNas.Core.Diagnostics;
using MicroNas.Core.Latency;
using MicroNas.Core.Targets;
using MicroNas.Core.Units;

namespace MicroNas.Boards.Tests.Characterization;

public sealed class BoardCheckTests
{
    private static readonly ILatencyTable Table = LatencyTables.Find("stm32f446re", InferenceRuntime.Micronas);

    private static readonly BoardIdentity Nucleo = new(
        "nucleo-f446re", "cortex-m4", Table.Clock, CounterKind.Cycles, "0.1.0", "0123456789abcdef", "gcc", "-O2", new ByteSize(65536), 1);

    [Fact]
    public void The_tables_clock_is_required()
    {
        BoardCheck.RequireClock(Nucleo, "port", Table);
        var error = Assert.Throws<MicroNasException>(() => BoardCheck.RequireClock(Nucleo with { Clock = new Hertz(Table.Clock.Value / 2) }, "port", Table));
        Assert.Equal(DiagnosticCodes.BoardClockDiffers, Assert.Single(error.Diagnostics).Code);
    }

    [Theory]
    [InlineData("stm32f446re", null)]
    [InlineData("nrf52832", DiagnosticCodes.BoardForeign)]
    public void A_known_board_stands_for_its_own_microcontroller_alone(string target, string? code)
    {
        Assert.True(MicrocontrollerCatalog.TryFind(target, out var microcontroller));
        var error = Record.Exception(() => BoardCheck.Require(microcontroller, Nucleo, "port", Nucleo.RuntimeCode)) as MicroNasException;
        Assert.Equal(code, error?.Diagnostics.Single().Code);
    }
}
