namespace MicroNas.Core.Diagnostics;

/// <content>2xxx: the budget.</content>
public static partial class DiagnosticCodes
{
    /// <summary>One limit is below the smallest value that any network of the search space reaches.</summary>
    public const string BudgetUnreachable = "MNAS2001";

    /// <summary>Each limit is reachable alone, but no network of the search space keeps all of them.</summary>
    public const string BudgetJointlyUnreachable = "MNAS2002";

    /// <summary>The largest architecture does not keep the budget at any width (search method <c>scaled</c>).</summary>
    public const string BudgetBelowScaled = "MNAS2003";
}
