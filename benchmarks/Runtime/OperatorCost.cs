using MicroNas.Core.Reporting;

namespace MicroNas.Benchmarks.Runtime;

/// <summary>What one operator of a model cost: its call of the runtime, all that the call does, and the steps up to the next call.</summary>
/// <param name="Operator">Null for what runs before the first operator and after the last.</param>
/// <param name="Function">The function of the runtime that is called; empty before the first.</param>
internal sealed record OperatorCost(OperatorInspection? Operator, string Function, long Instructions, long Cycles);
