using Spectre.Console;
using Spectre.Console.Rendering;

namespace MicroNas.Cli.Output;

/// <summary>One line whatever the console's width: a terminal wraps by itself, and editors look for errors in whole lines.</summary>
internal sealed class UnwrappedLine(string text, Color colour) : Renderable
{
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
        [new Segment(text, new Style(colour)), Segment.LineBreak];
}
