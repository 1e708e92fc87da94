using Spectre.Console;
using Spectre.Console.Rendering;

namespace MicroNas.Cli.Output;

/// <summary>One line whatever the console's width: a terminal wraps by itself, and editors look for errors in whole lines.</summary>
/// <param name="erasesBelow">Whether a live view stands where the line goes: one that wraps would leave the rest of a row.</param>
internal sealed class UnwrappedLine(string text, Color colour, bool erasesBelow) : Renderable
{
    private const string EraseBelow = "\u001b[0J";

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        if (erasesBelow)
        {
            yield return Segment.Control(EraseBelow);
        }

        yield return new Segment(text, new Style(colour));
        yield return Segment.LineBreak;
    }
}
