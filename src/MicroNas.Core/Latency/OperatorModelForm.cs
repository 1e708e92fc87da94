namespace MicroNas.Core.Latency;

/// <summary>The features that describe one path of a runtime's kernels: what is fitted, without its coefficients.</summary>
/// <param name="Kind">The operator.</param>
/// <param name="When">Forms of one kind are tried in their order; the first whose condition holds describes a shape.</param>
/// <param name="Features">Names of <see cref="OperatorFeatures"/>; none where the operator runs no code.</param>
public sealed record OperatorModelForm(OperatorKind Kind, OperatorCondition When, EquatableArray<string> Features)
{
    /// <summary>For tables and messages, for example <c>Convolution/Lines</c>.</summary>
    public string Name => When == OperatorCondition.Always ? $"{Kind}" : $"{Kind}/{When}";

    /// <summary>[feature], in the order of <see cref="Features"/>.</summary>
    /// <param name="instructionCacheBytes">Size of the core's instruction cache, 0 where there is none.</param>
    public double[] Values(OperatorShape shape, int instructionCacheBytes) =>
        [.. Features.Select(name => OperatorFeatures.Evaluate(name, shape, instructionCacheBytes))];
}
