namespace MicroNas.Core.Configuration;

/// <summary>Where latencies of operators come from (<c>target.latency</c>).</summary>
public enum LatencySource
{
    /// <summary>A profile that ships with the product.</summary>
    Profile,

    /// <summary>The emulator counts instructions of operators of the search space.</summary>
    Emulator,

    /// <summary>A latency table that 'dotnet micronas characterize' made.</summary>
    File,

    /// <summary>A board on a serial port; in CI the latency table that was committed.</summary>
    Board,
}
