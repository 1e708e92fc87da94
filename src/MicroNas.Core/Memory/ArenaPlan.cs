namespace MicroNas.Core.Memory;

/// <summary>Where every block lies in the arena.</summary>
/// <param name="Size">Bytes of the whole arena, a multiple of <see cref="ArenaPlanner.Alignment"/>.</param>
/// <param name="Offsets">Bytes from the arena's start, by block or tensor index; -1 for what is not in the arena (constants).</param>
/// <param name="LowerBound">Bytes that are alive at the fullest step: no plan can be smaller.</param>
/// <param name="ScratchOffsets">By step, -1 where a step needs no scratch; empty for a plan of plain blocks.</param>
public sealed record ArenaPlan(int Size, EquatableArray<int> Offsets, int LowerBound, EquatableArray<int> ScratchOffsets);
