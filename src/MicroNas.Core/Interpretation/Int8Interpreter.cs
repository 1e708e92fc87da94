using MicroNas.Core.Diagnostics;
using MicroNas.Core.Quantization;

namespace MicroNas.Core.Interpretation;

/// <summary>
/// Runs an int8 model, bit for bit as TensorFlow Lite Micro does: the product's reference, against which the generated C
/// and every other runtime are compared (<c>docs/numerics.md</c>).
/// </summary>
/// <remarks>One instance serves one thread; <see cref="RunAll"/> alone uses several.</remarks>
public sealed class Int8Interpreter
{
    private readonly QuantizedModel model;
    private readonly IReadOnlyList<InterpreterStep> steps;
    private readonly Workspace own;

    /// <exception cref="MicroNasException">The model contradicts itself or is too large (MNAS6003 to MNAS6008).</exception>
    public Int8Interpreter(QuantizedModel model)
    {
        QuantizedModelValidator.Validate(model, "model");
        this.model = model;
        steps = [.. model.Operators.Select(Prepare)];
        own = NewWorkspace();
    }

    /// <summary>Elements, that is bytes, of one window.</summary>
    public int InputElements => model.Tensors[model.Input].Elements;

    /// <summary>Elements, that is bytes, of one result.</summary>
    public int OutputElements => model.Tensors[model.Output].Elements;

    /// <summary>Runs one window.</summary>
    /// <param name="input"><see cref="InputElements"/> values, 1 x T x S x 1.</param>
    /// <param name="output"><see cref="OutputElements"/> values.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Run(ReadOnlySpan<sbyte> input, Span<sbyte> output)
    {
        if (input.Length != InputElements || output.Length != OutputElements)
        {
            throw new ArgumentException(
                $"The model maps {InputElements} values to {OutputElements}; the spans have {input.Length} and {output.Length}.", nameof(input));
        }

        Run(own, input, output);
    }

    /// <summary>Runs any number of windows, on all processors. The result does not depend on how many those are.</summary>
    /// <param name="windows">Windows one after the other.</param>
    /// <returns>Results one after the other.</returns>
    /// <exception cref="MicroNasException">The windows are not a whole number of inputs (MNAS6010).</exception>
    public sbyte[] RunAll(ReadOnlyMemory<sbyte> windows, CancellationToken cancellation = default)
    {
        if (windows.Length % InputElements != 0)
        {
            throw new MicroNasException(Diagnostic.Error(
                DiagnosticCodes.PartialWindow,
                $"The windows have {windows.Length} values, which is not a multiple of the model's input, {InputElements}. Pass whole windows of int8 values."));
        }

        var outputs = new sbyte[windows.Length / InputElements * OutputElements];
        Parallel.For(
            0,
            windows.Length / InputElements,
            new ParallelOptions { CancellationToken = cancellation },
            NewWorkspace,
            (window, _, workspace) =>
            {
                Run(
                    workspace,
                    windows.Span.Slice(window * InputElements, InputElements),
                    outputs.AsSpan(window * OutputElements, OutputElements));
                return workspace;
            },
            _ => { });
        return outputs;
    }

    /// <summary>The values of a tensor after the last <see cref="Run(ReadOnlySpan{sbyte}, Span{sbyte})"/>, to find where two runtimes part.</summary>
    /// <param name="tensor">Index of an activation.</param>
    public ReadOnlySpan<sbyte> Activation(int tensor) => own.Tensors[tensor];

    private void Run(Workspace workspace, ReadOnlySpan<sbyte> input, Span<sbyte> output)
    {
        input.CopyTo(workspace[model.Input]);
        foreach (var step in steps)
        {
            step.Run(workspace);
        }

        workspace[model.Output].CopyTo(output);
    }

    private Workspace NewWorkspace() => new(
        [.. model.Tensors.Select(tensor => tensor.IsConstant ? null : new sbyte[tensor.Elements])],
        new short[steps.Max(step => step.RowLength)]);

    private InterpreterStep Prepare(QuantizedOperator step) => step switch
    {
        Convolution2D convolution => new ConvolutionStep(model, convolution),
        Add add => new AddStep(model, add),
        DepthwiseConvolution2D convolution => new DepthwiseConvolutionStep(model, convolution),
        FullyConnected dense => new FullyConnectedStep(model, dense),
        AveragePool2D pool => new AveragePoolStep(model, pool),
        MaxPool2D pool => new MaxPoolStep(model, pool),
        Relu relu => new ReluStep(model, relu),
        Concatenation concatenation => new ConcatenationStep(model, concatenation),
        Pad pad => new PadStep(model, pad),
        Mean mean => new MeanStep(model, mean),
        Reshape reshape => new ReshapeStep(reshape),
        Softmax softmax => new SoftmaxStep(model, softmax),
        _ => throw new InvalidOperationException($"{step.GetType().Name} passed the validator without a kernel."),
    };
}
