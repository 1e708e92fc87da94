using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace MicroNas.Learning.Numerics.Fused;

/// <summary>
/// Everything between a cell's convolutions and the next ones in one operation, in two sweeps through memory each way:
/// dropout(Σ_k factor_k · ReLU(batch norm_k(x_k)) + factor · identity), batch norm by the statistics of the batch itself.
/// Gradients flow to the x_k, the identity, the factors, and batch norm's γ and β. libtorch's own operators would sweep about
/// ten times. Sums are taken in a fixed order: a result does not depend on the processor's vector width.
/// </summary>
internal sealed unsafe class FusedNormalization : SingleTensorFunction<FusedNormalization>
{
    private const int FirstBranch = 3;
    private const int TensorsPerBranch = 3;
    private const string StateKey = "state";

    public override string Name => nameof(FusedNormalization);

    /// <param name="branches">All of one shape and type, at most eight.</param>
    /// <param name="factors">
    /// Branches x C, float32, one further row for <paramref name="identity"/>; null: 1. At a factor of 0 its gradient is right too.
    /// </param>
    /// <param name="identity">A further branch that is added as it is, times its factors; null: none.</param>
    /// <returns>N x C x S x T in the branches' type, C innermost.</returns>
    public static Tensor Apply(ReadOnlySpan<FusedBranch> branches, Tensor? factors, Tensor? identity, DropoutMask dropout)
    {
        var arguments = new object?[FirstBranch + (TensorsPerBranch * branches.Length)];
        arguments[0] = new FusedNormalizationState(branches.Length, dropout);
        arguments[1] = factors;
        arguments[2] = identity is null ? null : ActivationMemory.Ordered(identity);
        for (var i = 0; i < branches.Length; i++)
        {
            var place = FirstBranch + (TensorsPerBranch * i);
            arguments[place] = ActivationMemory.Ordered(branches[i].Convolved);
            arguments[place + 1] = branches[i].Scale;
            arguments[place + 2] = branches[i].Shift;
        }

        return apply(arguments!);
    }

    public override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        var state = (FusedNormalizationState)vars[0];
        var (factors, identity) = ((Tensor?)vars[1], (Tensor?)vars[2]);
        var first = (Tensor)vars[FirstBranch];
        var shape = first.shape;
        var channels = (int)shape[1];
        state.Tiles = new Tiles(shape[0] * shape[2] * shape[3], channels);
        state.NeedsFactors = factors is { requires_grad: true };
        state.NeedsIdentity = identity is { requires_grad: true };
        state.NeedsParameters = ((Tensor)vars[FirstBranch + 1]).requires_grad;
        List<Tensor?> saved = [factors, identity, empty(BranchCoefficients.Kinds * channels * state.Branches)];
        for (var i = 0; i < state.Branches; i++)
        {
            var convolved = (Tensor)vars[FirstBranch + (TensorsPerBranch * i)];
            state.NeedsValues[i] = convolved.requires_grad;
            saved.Add(convolved);
        }

        var result = ActivationMemory.Like(first);
        if (first.dtype == ScalarType.BFloat16)
        {
            Forward<BFloat16Element>(state, vars, saved, result);
        }
        else
        {
            Forward<Float32Element>(state, vars, saved, result);
        }

        ctx.save_data(StateKey, state);
        ctx.save_for_backward(saved!);
        return result;
    }

    public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        HandedOver.Release();
        var state = (FusedNormalizationState)ctx.get_data(StateKey);
        var saved = ctx.get_saved_variables();
        var gradient = ActivationMemory.Ordered(grad_output);
        var results = gradient.dtype == ScalarType.BFloat16
            ? Backward<BFloat16Element>(state, saved, gradient)
            : Backward<Float32Element>(state, saved, gradient);
        saved.ForEach(tensor => tensor?.Dispose());
        grad_output.Dispose();
        gradient.Dispose();
        HandedOver.Keep(results);
        return [.. results];
    }

    private static void Forward<TElement>(FusedNormalizationState state, object[] vars, List<Tensor?> saved, Tensor result)
        where TElement : struct, IElement
    {
        var channels = state.Tiles.Channels;
        var values = stackalloc void*[state.Branches];
        var factors = saved[0] is { } given ? ActivationMemory.Floats(given) : null;
        var coefficients = ActivationMemory.Floats(saved[2]!);
        for (var i = 0; i < state.Branches; i++)
        {
            var place = FirstBranch + (TensorsPerBranch * i);
            values[i] = ActivationMemory.Address((Tensor)vars[place]);
            FusedForward<TElement>.Measure(
                values[i],
                state.Tiles,
                ActivationMemory.Floats((Tensor)vars[place + 1]),
                ActivationMemory.Floats((Tensor)vars[place + 2]),
                factors is null ? null : factors + (i * channels),
                BranchCoefficients.Of(coefficients, i, channels));
        }

        FusedForward<TElement>.Sum(
            values,
            state.Branches,
            coefficients,
            saved[1] is { } identity ? ActivationMemory.Address(identity) : null,
            factors + (state.Branches * channels),
            state.Tiles,
            state.Dropout,
            ActivationMemory.Address(result));
    }

    private static Tensor[] Backward<TElement>(FusedNormalizationState state, List<Tensor> saved, Tensor gradient)
        where TElement : struct, IElement
    {
        var channels = state.Tiles.Channels;
        var values = stackalloc void*[state.Branches];
        var valueGradients = stackalloc void*[state.Branches];
        var sums = stackalloc double[2 * channels * state.Branches];
        var coefficients = ActivationMemory.Floats(saved[2]);
        var results = new Tensor?[FirstBranch + (TensorsPerBranch * state.Branches)];
        for (var i = 0; i < state.Branches; i++)
        {
            values[i] = ActivationMemory.Address(saved[FirstBranch + i]);
            if (state.NeedsValues[i])
            {
                var result = ActivationMemory.Like(saved[FirstBranch + i]);
                results[FirstBranch + (TensorsPerBranch * i)] = result;
                valueGradients[i] = ActivationMemory.Address(result);
            }
            else
            {
                valueGradients[i] = null;
            }
        }

        var incoming = ActivationMemory.Address(gradient);
        FusedBackward<TElement>.Reduce(values, state.Branches, coefficients, incoming, state.Tiles, state.Dropout, sums);
        if (state.NeedsValues.Contains(true))
        {
            FusedBackward<TElement>.Spread(
                values, state.Branches, coefficients, incoming, state.Tiles, state.Dropout, sums, valueGradients);
        }

        results[1] = state.NeedsFactors ? FactorGradients(saved[0], coefficients, sums, state) : null;
        if (saved[1] is { } identity && (state.NeedsIdentity || state.NeedsFactors))
        {
            results[2] = state.NeedsIdentity ? ActivationMemory.Like(identity) : null;
            PassThrough<TElement>(state, saved[0], identity, incoming, results);
        }

        for (var i = 0; state.NeedsParameters && i < state.Branches; i++)
        {
            var place = FirstBranch + (TensorsPerBranch * i);
            var (ofScale, ofShift) = (empty(channels), empty(channels));
            BranchCoefficients.Of(coefficients, i, channels).ParameterGradients(
                sums + (2 * i * channels),
                sums + (((2 * i) + 1) * channels),
                new Span<float>(ActivationMemory.Floats(ofScale), channels),
                new Span<float>(ActivationMemory.Floats(ofShift), channels));
            (results[place + 1], results[place + 2]) = (ofScale, ofShift);
        }

        return results!;
    }

    private static Tensor FactorGradients(Tensor factors, float* coefficients, double* sums, FusedNormalizationState state)
    {
        var channels = state.Tiles.Channels;
        var result = empty_like(factors);
        var values = ActivationMemory.Floats(result);
        for (var i = 0; i < state.Branches; i++)
        {
            BranchCoefficients.Of(coefficients, i, channels).FactorGradients(
                sums + (2 * i * channels), sums + (((2 * i) + 1) * channels), values + (i * channels));
        }

        return result;
    }

    private static void PassThrough<TElement>(
        FusedNormalizationState state, Tensor factors, Tensor identity, void* gradient, Tensor?[] results)
        where TElement : struct, IElement
    {
        var channels = state.Tiles.Channels;
        var products = stackalloc double[channels];
        FusedBackward<TElement>.PassThrough(
            ActivationMemory.Address(identity),
            ActivationMemory.Floats(factors) + (state.Branches * channels),
            gradient,
            state.Tiles,
            state.Dropout,
            products,
            results[2] is { } wanted ? ActivationMemory.Address(wanted) : null);
        if (results[1] is { } factorGradients)
        {
            var row = ActivationMemory.Floats(factorGradients) + (state.Branches * channels);
            for (var c = 0; c < channels; c++)
            {
                row[c] = (float)products[c];
            }
        }
    }
}
