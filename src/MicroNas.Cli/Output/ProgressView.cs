using MicroNas.Core.Learning;
using MicroNas.Core.Pipeline;
using MicroNas.Core.Targets;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MicroNas.Cli.Output;

/// <summary>What a terminal shows of an epoch or a trial: a bar for how far it is, one for each cost against its limit.</summary>
/// <param name="limits">Null where they do not matter.</param>
/// <param name="left">Time left when it was reported; null: not known yet.</param>
/// <param name="timestamp">When it was reported.</param>
internal sealed class ProgressView(StageName stage, LearningProgress progress, Budget? limits, TimeSpan? left, long timestamp)
{
    private const int LongestBar = 30;
    private const int NameCells = 17;

    /// <summary>What the figures without a bar need beside the names.</summary>
    private const int ValueCells = 50;

    /// <summary>As many lines as there are figures: a line that wraps would be left behind when the view is drawn anew.</summary>
    /// <param name="width">Columns of the terminal.</param>
    public IRenderable Draw(TimeProvider time, int width)
    {
        var barCells = Math.Clamp(width - NameCells - ValueCells, 0, LongestBar);
        IEnumerable<string> lines =
        [
            Line($"[bold]{stage.Name(),-NameCells}[/]", Bar(progress.ShareDone, "blue", barCells), string.Join(", ", Position(time))),
            .. ProgressText.Figures(progress, limits).Select(figure => figure.ShareOfLimit is { } share
                ? Line($"{figure.Name,-NameCells}", Bar(share, share > 1 ? "red" : "green", barCells), figure.Value)
                : Line($"{figure.Name,-NameCells}", new string(' ', barCells), figure.Value)),
        ];
        return new Markup(string.Join('\n', lines));

        string Line(string name, string bar, string value)
        {
            var room = Math.Max(0, width - NameCells - barCells - 2);
            return $"{name}{bar} {Markup.Escape(value.Length <= room ? value : value[..Math.Max(0, room - 1)] + "…")}";
        }
    }

    /// <summary>Between two reports the time left falls with the clock.</summary>
    private IEnumerable<string> Position(TimeProvider time)
    {
        yield return ProgressText.Position(progress);
        if (left is { } estimate)
        {
            var now = estimate - time.GetElapsedTime(timestamp);
            yield return ProgressText.Left(now < TimeSpan.Zero ? TimeSpan.Zero : now, progress);
        }

        if (ProgressText.Trial(progress) is { } trial)
        {
            yield return trial;
        }
    }

    private static string Bar(double share, string colour, int cells)
    {
        var filled = (int)Math.Round(Math.Clamp(share, 0, 1) * cells);
        return $"[{colour}]{new string('━', filled)}[/][grey]{new string('─', cells - filled)}[/]";
    }
}
