using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MicroNas.Core.Interpretation;
using MicroNas.Core.Kernels;
using MicroNas.Core.Quantization;

namespace MicroNas.Firmware.Tests.Support;

/// <summary>A convolution for <c>micronas_convolve_packed</c> whatever the planner would choose, with inputs and the interpreter's outputs.</summary>
/// <param name="Model">One convolution.</param>
/// <param name="Rows">The descriptor's.</param>
/// <param name="Parts">The descriptor's.</param>
/// <param name="Inputs">Any number.</param>
internal sealed record PackedLayer(QuantizedModel Model, int Rows, byte[] Parts, IReadOnlyList<sbyte[]> Inputs)
{
    /// <summary>With the parts that the product computes.</summary>
    public static PackedLayer Of(QuantizedModel model, int rows, params IReadOnlyList<sbyte[]> inputs)
    {
        var zeroPoint = model.Tensors[0].Quantization!.ZeroPoint;
        return new(model, rows, PackedParts.Of(LineConvolutions.ShapeOf(model), LineConvolutions.WeightsOf(model), zeroPoint), inputs);
    }

    /// <summary>Writes <c>static int32_t check_NAME(void)</c>, which returns how many bytes differ. Scratch has exactly the size it should need.</summary>
    public void Write(StringBuilder text, string name)
    {
        var shape = LineConvolutions.ShapeOf(Model);
        var (input, filter, output) = (Model.Tensors[0].Quantization!, Model.Tensors[2].Quantization!, Model.Tensors[1].Quantization!);
        var multipliers = OutputMultipliers.Convolution(input, filter, output, shape.OutputChannels);
        var bias = MemoryMarshal.Cast<byte, int>(Model.Tensors[3].Data!.Value.Span).ToArray();
        var weights = LineConvolutions.WeightsOf(Model);
        var bounds = ActivationBounds.For(FusedActivation.None, output);
        Assert.True(RequantizationForm.IsQuick(weights, bias, multipliers, input.ZeroPoint, bounds));
        Array("int8_t", "weights", weights);
        Array("int32_t", "bias", bias);
        Array("int32_t", "multiplier", multipliers.Select(value => value.Mantissa));
        Array("int8_t", "shift", multipliers.Select(value => value.Shift));
        Array("uint8_t", "parts", Parts);
        Array("int8_t", "inputs", Inputs.SelectMany(values => values));
        Array("int8_t", "expected", Inputs.SelectMany(Expected));
        text.AppendLine(CultureInfo.InvariantCulture, $$"""
            static const micronas_convolution {{name}} = {
                .input_height = {{shape.InputHeight}}, .input_width = {{shape.InputWidth}}, .input_channels = {{shape.InputChannels}},
                .output_height = {{shape.OutputHeight}}, .output_width = {{shape.OutputWidth}}, .output_channels = {{shape.OutputChannels}},
                .kernel_height = {{shape.KernelHeight}}, .kernel_width = {{shape.KernelWidth}},
                .stride_height = {{shape.StrideHeight}}, .stride_width = {{shape.StrideWidth}},
                .padding_top = {{shape.PaddingTop}}, .padding_left = {{shape.PaddingLeft}},
                .input_offset = {{-input.ZeroPoint}}, .output_offset = {{output.ZeroPoint}},
                .activation_minimum = -128, .activation_maximum = 127,
                .rows = {{Rows}}, .split_last = {{(ConvolutionKernels.SplitsLast(ConvolutionKernel.Packed, shape) ? 1 : 0)}}, .quick = 1,
                .weights = {{name}}_weights, .bias = {{name}}_bias, .multiplier = {{name}}_multiplier, .shift = {{name}}_shift,
                .parts = {{name}}_parts,
            };
            static alignas(16) uint8_t {{name}}_scratch[{{PackedConvolution.ScratchBytes(shape, Rows)}}];
            static alignas(16) int8_t {{name}}_output[{{Model.Tensors[1].Elements}}];
            static int32_t check_{{name}}(void)
            {
                int32_t wrong = 0;
                for (int32_t i = 0; i < {{Inputs.Count}}; i++) {
                    micronas_convolve_packed(&{{name}}, {{name}}_inputs + i * {{Model.Tensors[0].Elements}}, {{name}}_output, {{name}}_scratch);
                    for (int32_t j = 0; j < {{Model.Tensors[1].Elements}}; j++) {
                        wrong += {{name}}_output[j] != {{name}}_expected[i * {{Model.Tensors[1].Elements}} + j];
                    }
                }
                return wrong;
            }
            """);

        void Array<T>(string type, string member, IEnumerable<T> values) => text
            .Append(CultureInfo.InvariantCulture, $"static const alignas(16) {type} {name}_{member}[] = {{")
            .AppendJoin(',', values).AppendLine("};");
    }

    private sbyte[] Expected(sbyte[] values)
    {
        var output = new sbyte[Model.Tensors[1].Elements];
        new Int8Interpreter(Model).Run(values, output);
        return output;
    }
}
