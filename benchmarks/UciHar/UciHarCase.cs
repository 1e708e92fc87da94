using System.Globalization;
using System.IO.Enumeration;

namespace MicroNas.Benchmarks.UciHar;

/// <summary>One run of the grid: one model for one budget, or one classical classifier.</summary>
/// <param name="Dataset">A folder of the data sets.</param>
/// <param name="Split">One of <see cref="SplitNames"/>.</param>
/// <param name="Mcu">The microcontroller; <see cref="None"/> for the classical classifier, which is not made for one.</param>
/// <param name="Runtime">The runtime, or <see cref="None"/>.</param>
/// <param name="LatencyMilliseconds">The latency limit; null without one.</param>
/// <param name="MemoryKilobytes">The memory limit in kB of 1000 B; null for the microcontroller's own.</param>
/// <param name="Method">Value of <c>search.method</c>, name of an ablation, <see cref="PaperWhole"/>, <see cref="LongerRandom"/> or <see cref="Classical"/>.</param>
/// <param name="Seed">Of search, training and a split that is drawn.</param>
internal sealed record UciHarCase(
    string Dataset, string Split, string Mcu, string Runtime, int? LatencyMilliseconds, int? MemoryKilobytes, string Method, int Seed)
{
    public const string None = "none";
    public const string DefaultMethod = "micronas";
    public const string Classical = "classical";

    /// <summary>The paper's search; what it finds is trained as everything is.</summary>
    public const string Paper = "paper";

    /// <summary>The paper's search and, about, its training, both on the paper's input (<see cref="PaperTraining"/>).</summary>
    public const string PaperWhole = "paper-whole";

    /// <summary>Random search that costs as many epochs as the default, and one with more, for what the first was faster by (<see cref="EqualCost"/>).</summary>
    public const string Random = "random";

    /// <inheritdoc cref="Random"/>
    public const string LongerRandom = "random-longer";

    /// <summary>File name of its result, and what a filter is compared with.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Setting}-seed{Seed}");

    /// <summary>The same for all seeds.</summary>
    public string Setting => string.Create(CultureInfo.InvariantCulture, $"{Dataset}-{Split}-{Mcu}-{Runtime}-{Budget}-{Method}");

    /// <summary>Whether its id is one of <paramref name="filters"/>, where <c>*</c> stands for anything.</summary>
    public bool Matches(IReadOnlyList<string> filters) => filters.Any(filter => FileSystemName.MatchesSimpleExpression(filter, Id));

    public string Budget => string.Join('-', new[]
    {
        LatencyMilliseconds is { } latency ? string.Create(CultureInfo.InvariantCulture, $"{latency}ms") : null,
        MemoryKilobytes is { } memory ? string.Create(CultureInfo.InvariantCulture, $"{memory}kB") : null,
    }.OfType<string>().DefaultIfEmpty("unlimited"));
}
