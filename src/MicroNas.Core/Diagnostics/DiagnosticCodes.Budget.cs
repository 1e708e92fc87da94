namespace MicroNas.Core.Diagnostics;

/// <content>2xxx: the budget.</content>
public static partial class DiagnosticCodes
{
    /// <summary>One limit is below the smallest value that any network of the search space reaches.</summary>
    public const string BudgetUnreachable = "MNAS2001";

    /// <summary>Each limit is reachable alone, but no network of the search space keeps all of them.</summary>
    public const string BudgetJointlyUnreachable = "MNAS2002";
}
