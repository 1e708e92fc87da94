namespace MicroNas.Core.Architectures;

/// <summary>Turns a discrete architecture into operators in execution order.</summary>
/// <remarks>
/// Inside a Sensor-Fusion cell the skip convolution runs first, so that the cell's input dies early, and every branch is
/// added to the sum as soon as it is there: at most three activations of a cell are alive at once.
/// </remarks>
public static class ArchitectureLowering
{
    /// <exception cref="ArgumentException">The architecture does not belong to the space.</exception>
    public static OperatorGraph Lower(SearchSpace space, Architecture architecture)
    {
        if (architecture.Cells.Count != space.Cells.Count)
        {
            throw new ArgumentException(
                $"The architecture has {architecture.Cells.Count} cells, the space {space.Cells.Count}.", nameof(architecture));
        }

        var builder = new Builder(space.Input);
        foreach (var (cell, choice) in space.Cells.Zip(architecture.Cells))
        {
            switch (cell, choice)
            {
                case (TimeReduceCell timeReduce, TimeReduceChoice chosen):
                    builder.Convolution($"cell{timeReduce.Index}/conv", builder.Last, chosen.KernelLength, 1, 2, 1, chosen.Filters);
                    break;
                case (SensorFusionCell fusion, SensorFusionChoice chosen):
                    AddSensorFusion(builder, fusion, chosen);
                    break;
                default:
                    throw new ArgumentException($"Cell {cell.Index} is a {cell.GetType().Name}, its choice a {choice.GetType().Name}.", nameof(architecture));
            }
        }

        builder.Convolution("output/conv", builder.Last, 1, 1, 1, 1, space.Classes);
        builder.Output();
        return builder.Build();
    }

    private static void AddSensorFusion(Builder builder, SensorFusionCell cell, SensorFusionChoice choice)
    {
        if (choice.Identity)
        {
            return;
        }

        if (choice.KernelLengths.Count == 0 && !choice.Skip)
        {
            throw new ArgumentException($"Cell {cell.Index} has no path: the network is disconnected.", nameof(choice));
        }

        var input = builder.Last;
        var prefix = $"cell{cell.Index}";
        int? sum = null;
        if (choice.Skip)
        {
            sum = builder.Convolution($"{prefix}/skip", input, 1, cell.Stride, 1, cell.Stride, choice.OutputFilters);
        }

        if (choice.KernelLengths.Count == 0)
        {
            return;
        }

        var fused = builder.Convolution($"{prefix}/fusion", input, 1, cell.Input.Sensors, 1, cell.Stride, choice.FusionFilters);
        foreach (var length in choice.KernelLengths)
        {
            var branch = builder.Convolution($"{prefix}/kernel{length}", fused, length, 1, 1, 1, choice.OutputFilters);
            sum = sum is { } previous ? builder.Add($"{prefix}/add{length}", previous, branch) : branch;
        }
    }

    private sealed class Builder(TensorShape input)
    {
        private readonly List<TensorShape> tensors = [input];
        private readonly List<GraphOperator> operators = [];

        /// <summary>The tensor written last.</summary>
        public int Last => tensors.Count - 1;

        public int Convolution(
            string name, int source, int kernelTime, int kernelSensors, int strideTime, int strideSensors, int filters)
        {
            var shape = tensors[source];
            tensors.Add(new TensorShape(CeilDivide(shape.Time, strideTime), CeilDivide(shape.Sensors, strideSensors), filters));
            operators.Add(new ConvolutionOperator(
                name, [source], Last, kernelTime, kernelSensors, strideTime, strideSensors, FusedRelu: true));
            return Last;
        }

        public int Add(string name, int left, int right)
        {
            tensors.Add(tensors[left]);
            operators.Add(new AddOperator(name, [left, right], Last));
            return Last;
        }

        public void Output()
        {
            var classes = tensors[Last].Channels;
            tensors.Add(new TensorShape(1, 1, classes));
            operators.Add(new GlobalAveragePoolOperator("output/pool", [Last - 1], Last));
            tensors.Add(new TensorShape(1, 1, classes));
            operators.Add(new ReshapeOperator("output/reshape", [Last - 1], Last));
            tensors.Add(new TensorShape(1, 1, classes));
            operators.Add(new SoftmaxOperator("output/softmax", [Last - 1], Last));
        }

        public OperatorGraph Build() => new(tensors, operators);

        private static int CeilDivide(int size, int stride) => (size + stride - 1) / stride;
    }
}
