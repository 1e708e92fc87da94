namespace MicroNas.Boards.Toolchain;

/// <summary>Where the product's C sources lie.</summary>
/// <param name="Root">The folder that holds <c>runtime</c>, <c>boards</c> and <c>bench</c>.</param>
public sealed record FirmwareLayout(string Root)
{
    public string Runtime => Path.Combine(Root, "runtime");

    public string Boards => Path.Combine(Root, "boards");

    public string Bench => Path.Combine(Root, "bench");

    public string CortexM => Path.Combine(Boards, "cortex-m");

    /// <summary>The runtime's sources in C and assembly (empty for other cores), in ordinal order of their names.</summary>
    public IReadOnlyList<string> RuntimeSources =>
        [.. Directory.GetFiles(Runtime, "*.c").Concat(Directory.GetFiles(Runtime, "*.S")).Order(StringComparer.Ordinal)];

    /// <summary>Startup, text, timer and exit of a target.</summary>
    public IReadOnlyList<string> BoardSources(FirmwareTarget target) => target.IsHost
        ? [Path.Combine(Boards, "board_print.c"), Path.Combine(Boards, "host", "board_host.c")]
        :
        [
            Path.Combine(Boards, "board_print.c"), Path.Combine(CortexM, "startup.c"),
            Path.Combine(CortexM, target.Console!), Path.Combine(CortexM, target.Clock!),
        ];
}
