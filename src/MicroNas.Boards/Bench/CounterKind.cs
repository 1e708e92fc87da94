namespace MicroNas.Boards.Bench;

/// <summary>What a board's counter counts.</summary>
public enum CounterKind
{
    /// <summary>Cycles of the core at the clock that the board names.</summary>
    Cycles,

    /// <summary>Instructions, in the emulator: the same in every run.</summary>
    Instructions,
}
