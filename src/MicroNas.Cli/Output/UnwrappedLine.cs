using Spectre.Console;
using Spectre.Console.Rendering;

namespace MicroNas.Cli.Output;

/// <summary>One line whatever the console's width: a terminal wraps by itself, and editors look for errors in whole lines.</summary>
internal sealed class UnwrappedLine(string text, Color colour) : Renderable
{
    /// <summary>Of a live view that stands where the line goes, a line that wraps would leave the rest of a row.</summary>
    private const string EraseBelow = "\u001b[0J";

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        if (options.Capabilities is { Ansi: true, Interactive: true })
        {
            yield return Segment.Control(EraseBelow);
        }

        yield return new Segment(text, new Style(colour));
        yield return Segment.LineBreak;
    }
}
