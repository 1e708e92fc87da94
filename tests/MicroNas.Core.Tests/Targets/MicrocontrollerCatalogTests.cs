using MicroNas.Core.Targets;
using MicroNas.Core.Units;

namespace MicroNas.Core.Tests.Targets;

public class MicrocontrollerCatalogTests
{
    [Fact]
    public void Ids_are_lower_case_unique_and_found()
    {
        Assert.Equal(MicrocontrollerCatalog.All.Count, MicrocontrollerCatalog.All.Select(entry => entry.Id).Distinct().Count());
        Assert.All(MicrocontrollerCatalog.All, entry =>
        {
            Assert.Equal(entry.Id.ToLowerInvariant(), entry.Id);
            Assert.True(MicrocontrollerCatalog.TryFind(entry.Id, out var found));
            Assert.Same(entry, found);
        });
        Assert.False(MicrocontrollerCatalog.TryFind("STM32L552ZE", out _));
    }

    [Fact]
    public void A_budget_never_exceeds_the_device()
    {
        MicrocontrollerCatalog.TryFind("nrf52832", out var device);
        var limit = new Budget(new Milliseconds(10), new ByteSize(32_000), new ByteSize(1 << 30)).Within(device!);
        Assert.Equal(new Budget(new Milliseconds(10), new ByteSize(32_000), new ByteSize(512 * 1024)), limit);
        Assert.Equal(new Budget(null, new ByteSize(64 * 1024), new ByteSize(512 * 1024)), new Budget(null, null, null).Within(device!));
    }
}
