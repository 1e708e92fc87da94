using MicroNas.Core.Latency.Tables;
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

    /// <summary>
    /// The same in the unit that was counted: without the error of <see cref="Conversion"/>. Two figures that were counted and converted alike differ by no more.
    /// </summary>
    double CountErrorBand => RelativeErrorBand;

    /// <summary>Whether instructions were counted, in place of cycles.</summary>
    bool CountsInstructions => false;

    /// <summary>From the unit that was counted to cycles.</summary>
    CycleConversion Conversion => CycleConversion.None;

    /// <summary>Cycles of one operator, the runtime's dispatch included; without the band.</summary>
    Cycles Estimate(OperatorShape shape);
}
