using MicroNas.Boards.Toolchain;

namespace MicroNas.Boards.Emulation;

/// <summary>What a profile cost on a Cortex-M4, estimated by <see cref="CortexM4Timing"/>.</summary>
/// <param name="Cycles">Branches refill the pipeline when they are taken.</param>
/// <param name="CyclesWithEveryBranchTaken">
/// The upper end: every branch refills the pipeline, as in estimates that know executions alone.
/// </param>
/// <param name="Functions">The most cycles first.</param>
public sealed record CycleEstimate(long Cycles, long CyclesWithEveryBranchTaken, IReadOnlyList<FunctionCost> Functions)
{
    public static CycleEstimate Of(IReadOnlyList<DisassembledInstruction> disassembly, IReadOnlyDictionary<uint, InstructionCount> counts)
    {
        var functions = new Dictionary<string, FunctionCost>(StringComparer.Ordinal);
        var everyBranchTaken = 0L;
        DisassembledInstruction? previous = null;
        foreach (var instruction in disassembly)
        {
            if (counts.TryGetValue(instruction.Address, out var count))
            {
                var cycles = CortexM4Timing.Of(previous?.Function == instruction.Function ? previous : null, instruction);
                var cost = functions.GetValueOrDefault(instruction.Function) ?? new FunctionCost(instruction.Function, 0, 0);
                functions[instruction.Function] = cost with
                {
                    Instructions = cost.Instructions + count.Executions,
                    Cycles = cost.Cycles + (count.Executions * cycles.Always) + (count.Taken * cycles.Refill),
                };
                everyBranchTaken += count.Executions * (cycles.Always + cycles.Refill);
            }

            previous = instruction;
        }

        return new CycleEstimate(
            functions.Values.Sum(function => function.Cycles), everyBranchTaken, [.. functions.Values.OrderByDescending(function => function.Cycles)]);
    }
}
