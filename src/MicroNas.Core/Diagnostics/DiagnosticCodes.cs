namespace MicroNas.Core.Diagnostics;

/// <summary>
/// Every code that the product can report. A code is never reused, and each has a section in a page of <c>docs/errors</c>.
/// 1xxx configuration, 2xxx budget, 3xxx data, 4xxx characterization, 5xxx search and training, 6xxx emission,
/// 7xxx tools and boards. The constants of each range stand in the part of this class that is named after it.
/// </summary>
public static partial class DiagnosticCodes
{
}
