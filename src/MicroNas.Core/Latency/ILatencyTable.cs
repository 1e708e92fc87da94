using MicroNas.Core.Units;

namespace MicroNas.Core.Latency;

/// <summary>HW(·) of Eq. 5: what one operator costs on one microcontroller with one runtime.</summary>
public interface ILatencyTable
{
    /// <summary>Stable name and content hash; part of the cache key of search.</summary>
    string Id { get; }

    /// <summary>One line for reports: source, runtime and version, compiler, date.</summary>
    string Provenance { get; }

    Hertz Clock { get; }

    /// <summary>Relative half-width of the error band, for example 0.15.</summary>
    double RelativeErrorBand { get; }

    /// <summary>Cycles of one operator, the runtime's dispatch included; without the band.</summary>
    Cycles Estimate(OperatorShape shape);
}
