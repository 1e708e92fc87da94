using System.Globalization;

namespace MicroNas.Core.Pipeline.Locks;

/// <summary>A figure of a model in two lock files.</summary>
/// <param name="Name">For example <c>latency</c>.</param>
/// <param name="Unit"><c>%</c>, <c>ms</c>, <c>B</c>, or empty for a count.</param>
/// <param name="Old">Null: not known.</param>
/// <param name="New">Null: not known.</param>
public sealed record FigureChange(string Name, string Unit, double? Old, double? New)
{
    private bool IsWhole => Unit is "B" or "";

    public string OldText => Text(Old);

    public string NewText => Text(New);

    /// <summary>Percentage points for shares, else the difference and what it is of the old value; empty for none.</summary>
    public string ChangeText
    {
        get
        {
            if (Old is not { } old || New is not { } now || old == now)
            {
                return "";
            }

            var difference = Signed(now - old);
            return Unit == "%" ? $"{difference} points" : old == 0 ? difference : string.Create(CultureInfo.InvariantCulture, $"{difference} ({(now - old) / old * 100:+0.0;-0.0} %)");
        }
    }

    private string Text(double? value) => value is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"{known.ToString(IsWhole ? "N0" : "0.00", CultureInfo.InvariantCulture)} {Unit}").TrimEnd()
        : "-";

    private string Signed(double value) => value.ToString(IsWhole ? "+#,0;-#,0" : "+0.00;-0.00;+0.00", CultureInfo.InvariantCulture);
}
