using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Convolutions;

/// <summary>
/// All products, tap by tap, of any shape: with few channels, handing single operators to libtorch takes longer than the
/// products do, and with many these products are no slower than libtorch's.
/// </summary>
internal sealed unsafe class DirectConvolution : IConvolution
{
    private readonly ConvolutionShape shape;
    private readonly SamePadding time;
    private readonly SamePadding sensors;
    private readonly int outputSensors;
    private readonly int outputTime;
    private readonly int inputChannels;
    private readonly PackedWeights weights;
    private readonly FloatBlock sums; // Ks, Kt, I, O
    private readonly PaddedRows? paddedGradient;

    /// <param name="windows">At most so many are computed at once.</param>
    public DirectConvolution(ConvolutionShape shape, int windows)
    {
        this.shape = shape;
        time = SamePadding.For(shape.Input.Time, shape.KernelTime, shape.StrideTime);
        sensors = SamePadding.For(shape.Input.Sensors, shape.KernelSensors, shape.StrideSensors);
        (outputTime, outputSensors) = (shape.Output.Time, shape.Output.Sensors);
        inputChannels = shape.Input.Channels;
        weights = new PackedWeights(shape);
        sums = new FloatBlock(weights.Count);
        if (shape.KernelTime > 1)
        {
            paddedGradient = new PaddedRows(
                windows,
                outputSensors,
                outputTime,
                shape.Filters,
                (shape.KernelTime - 1 - time.Before) / shape.StrideTime,
                (shape.StrideTime - 1 + time.Before) / shape.StrideTime);
        }
    }

    /// <inheritdoc/>
    public (int Before, int After) Margins => (time.Before, time.After);

    /// <summary>Whether rows of all sensors are computed alike, each from one row.</summary>
    private bool IsAlongTime => shape.KernelSensors == 1 && shape.StrideSensors == 1;

    /// <inheritdoc/>
    public void Load(float* values) => weights.Load(values);

    /// <inheritdoc/>
    public void Forward(float* source, int rowStep, float* result, int windows)
    {
        var offsets = stackalloc int[shape.KernelSensors * shape.KernelTime];
        var weightOffsets = stackalloc int[shape.KernelSensors * shape.KernelTime];
        var kernel = new ConvolutionKernel
        {
            Source = source,
            Offsets = offsets,
            SourceChannels = inputChannels,
            SourceStep = shape.StrideTime * inputChannels,
            Weights = weights.Forward,
            WeightOffsets = weightOffsets,
            Channels = shape.Filters,
            ResultStep = shape.Filters,
        };
        for (var sensor = 0; sensor < (IsAlongTime ? 1 : outputSensors); sensor++)
        {
            kernel.Taps = 0;
            for (var tap = 0; tap < shape.KernelSensors * shape.KernelTime; tap++)
            {
                if (SourceOffset(sensor, tap, rowStep) is { } offset)
                {
                    offsets[kernel.Taps] = offset;
                    weightOffsets[kernel.Taps++] = tap * inputChannels * shape.Filters;
                }
            }

            kernel.Result = result + (sensor * outputTime * shape.Filters);
            (kernel.Rows, kernel.Count) = (RowsOf(windows), outputTime);
            kernel.SourceRowStep = IsAlongTime ? rowStep : shape.Input.Sensors * rowStep;
            kernel.ResultRowStep = (IsAlongTime ? 1 : outputSensors) * outputTime * shape.Filters;
            LaneLoop.Run(ref kernel, shape.Filters);
        }
    }

    /// <inheritdoc/>
    public void ToWeights(float* source, int rowStep, float* gradient, int windows, Span<float> destination)
    {
        var columns = shape.KernelSensors * shape.KernelTime * inputChannels;
        new Span<float>(sums.Address, columns * shape.Filters).Clear();
        var offsets = stackalloc int[columns + WeightGradientKernel.ColumnsAtOnce];
        var kernel = new WeightGradientKernel
        {
            Source = source,
            Offsets = offsets,
            SourceStep = shape.StrideTime * inputChannels,
            Channels = shape.Filters,
            Rows = RowsOf(windows),
            Count = outputTime,
            SourceRowStep = IsAlongTime ? rowStep : shape.Input.Sensors * rowStep,
            GradientRowStep = (IsAlongTime ? 1 : outputSensors) * outputTime * shape.Filters,
        };
        for (var sensor = 0; sensor < (IsAlongTime ? 1 : outputSensors); sensor++)
        {
            var first = -1;
            kernel.Columns = 0;
            for (var column = 0; column < columns; column++)
            {
                if (SourceOffset(sensor, column / inputChannels, rowStep) is { } offset)
                {
                    first = first < 0 ? column : first;
                    offsets[kernel.Columns++] = offset + (column % inputChannels);
                }
            }

            new Span<int>(offsets + kernel.Columns, WeightGradientKernel.ColumnsAtOnce).Clear();
            kernel.Gradient = gradient + (sensor * outputTime * shape.Filters);
            kernel.Sums = sums.Address + (first * shape.Filters);
            LaneLoop.Run(ref kernel, shape.Filters);
        }

        weights.Unpack(sums.Address, destination);
    }

    /// <inheritdoc/>
    public void ToInput(float* gradient, float* destination, bool adds, int windows)
    {
        paddedGradient?.Fill(gradient, windows);
        var source = paddedGradient is null ? gradient : paddedGradient.First;
        var rowStep = paddedGradient?.RowStep ?? outputTime * shape.Filters;

        var offsets = stackalloc int[shape.KernelSensors * shape.KernelTime];
        var weightOffsets = stackalloc int[shape.KernelSensors * shape.KernelTime];
        var kernel = new ConvolutionKernel
        {
            Source = source,
            Offsets = offsets,
            SourceChannels = shape.Filters,
            SourceStep = shape.Filters,
            SourceRowStep = IsAlongTime ? rowStep : outputSensors * rowStep,
            Weights = weights.Backward,
            WeightOffsets = weightOffsets,
            Channels = inputChannels,
            ResultStep = shape.StrideTime * inputChannels,
            ResultRowStep = (IsAlongTime ? 1 : shape.Input.Sensors) * shape.Input.Time * inputChannels,
            Rows = RowsOf(windows),
            Adds = adds,
        };
        for (var sensor = 0; sensor < (IsAlongTime ? 1 : shape.Input.Sensors); sensor++)
        {
            for (var phase = 0; phase < Math.Min(shape.StrideTime, shape.Input.Time); phase++)
            {
                kernel.Taps = 0;
                for (var tap = 0; tap < shape.KernelSensors * shape.KernelTime; tap++)
                {
                    if (GradientOffset(sensor, phase, tap, rowStep) is { } offset)
                    {
                        offsets[kernel.Taps] = offset;
                        weightOffsets[kernel.Taps++] = tap * inputChannels * shape.Filters;
                    }
                }

                kernel.Result = destination + (((sensor * shape.Input.Time) + phase) * inputChannels);
                kernel.Count = SamePadding.OutputSize(shape.Input.Time - phase, shape.StrideTime);
                LaneLoop.Run(ref kernel, inputChannels);
            }
        }
    }

    public void Dispose()
    {
        weights.Dispose();
        sums.Dispose();
        paddedGradient?.Dispose();
    }

    private int RowsOf(int windows) => IsAlongTime ? windows * shape.Input.Sensors : windows;

    /// <summary>From a window's first source to what a tap reads for result 0 of an output sensor; null: it reads padding.</summary>
    private int? SourceOffset(int outputSensor, int tap, int rowStep)
    {
        var sensor = (outputSensor * shape.StrideSensors) + (tap / shape.KernelTime) - sensors.Before;
        return sensor >= 0 && sensor < shape.Input.Sensors
            ? (sensor * rowStep) + (((tap % shape.KernelTime) - time.Before) * inputChannels)
            : null;
    }

    /// <summary>
    /// From a window's first gradient to the one that a tap brings to an input sensor and to input position <paramref name="phase"/>,
    /// of those that a stride apart are alike; null: it brings none.
    /// </summary>
    private int? GradientOffset(int inputSensor, int phase, int tap, int rowStep)
    {
        var (sensor, sensorRest) = Math.DivRem(inputSensor + sensors.Before - (tap / shape.KernelTime), shape.StrideSensors);
        var distance = phase + time.Before - (tap % shape.KernelTime);
        return sensorRest == 0 && sensor >= 0 && sensor < outputSensors && distance % shape.StrideTime == 0
            ? (sensor * rowStep) + (distance / shape.StrideTime * shape.Filters)
            : null;
    }
}
