using System.Globalization;
using System.Xml.Linq;
using MicroNas.Core.Units;

namespace MicroNas.Boards.Toolchain;

/// <summary><c>firmware/boards/boards.props</c>, which the build reads too: the boards and the flags of every compilation.</summary>
internal static class BoardDefinitions
{
    private static readonly XElement Document = Load();

    public static IReadOnlyList<string> CompilerFlags { get; } = Words(Property("MicroNasFirmwareFlags"));

    public static IReadOnlyList<string> LinkerFlags { get; } = Words(Property("MicroNasLinkerFlags"));

    public static IReadOnlyList<FirmwareTarget> ReadTargets() => [.. Document.Descendants("MicroNasBoardDefinition").Select(Target)];

    private static FirmwareTarget Target(XElement definition)
    {
        string Value(string name) => (string)definition.Attribute(name)!;

        var board = Value("Include");
        var core = (string?)definition.Attribute("Core");
        return new FirmwareTarget(
            core ?? board,
            board,
            [.. Words(Value("CompilerFlags"))],
            Value("LinkerScript"),
            int.Parse(Value("Interrupts"), CultureInfo.InvariantCulture),
            Value("Clock"),
            Value("Console"),
            Address(Value("TimerBase")),
            int.Parse(Value("TimerHertz"), CultureInfo.InvariantCulture),
            IsEmulated: core is not null)
        {
            Microcontroller = (string?)definition.Attribute("Microcontroller"),
            Bench = definition.Attribute("Bench") is null ? null : new BenchSettings(
                Value("Bench"),
                Address(Value("BenchUart")),
                new ByteSize(long.Parse(Value("BenchArena"), CultureInfo.InvariantCulture)),
                int.Parse(Value("BenchWeights"), CultureInfo.InvariantCulture)),
        };
    }

    private static uint Address(string text) =>
        text == "0" ? 0 : uint.Parse(text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Property(string name) => Document.Descendants(name).Single().Value;

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static XElement Load()
    {
        using var stream = typeof(BoardDefinitions).Assembly.GetManifestResourceStream("MicroNas.boards.props")!;
        return XElement.Load(stream);
    }
}
