using MicroNas.Learning.Numerics.Lanes;

namespace MicroNas.Learning.Numerics.Convolutions;

/// <summary>
/// A convolution of stride 1 along time, or along sensors, by <see cref="WinogradTransform"/>: 16 samples take 20, 30 or 40
/// products of a pair of channels for 3, 5 or 7 taps, in place of 48, 80 or 112. The gradients go the same way back: they are
/// those of just these operations.
/// </summary>
internal sealed unsafe class WinogradConvolution : IConvolution
{
    private const int FewestChannels = 16;
    private const double LeastSaving = 1.5;

    // Data and results of so many tiles stay in the second-level cache with 64 channels; a longer row is a block of its own.
    private const int TilesAtOnce = 64;

    private readonly ConvolutionShape shape;
    private readonly bool isAlongTime;
    private readonly int inputChannels;
    private readonly int filters;
    private readonly int taps;
    private readonly int positions; // along the axis
    private readonly int lines; // beside each other, transformed alike: samples where the axis is that of the sensors
    private readonly int before;
    private readonly int tilesOfRow;
    private readonly int rowsAtOnce;
    private readonly WinogradTransform transform;
    private readonly PackedWeights weights;
    private readonly FloatBlock coefficients; // of weights, then of data, then of results
    private readonly FloatBlock forward; // points, I, O
    private readonly FloatBlock backward; // points, O, I
    private readonly WinogradMemory memory;

    /// <param name="shape">One that <see cref="Supports"/> allows.</param>
    /// <param name="memory">Stays the caller's; of a graph whose operators are computed one after the other.</param>
    public WinogradConvolution(ConvolutionShape shape, WinogradMemory memory)
    {
        if (!Supports(shape))
        {
            throw new ArgumentOutOfRangeException(nameof(shape), shape, "Only 3, 5 or 7 taps of stride 1 along one axis are supported.");
        }

        (this.shape, this.memory) = (shape, memory);
        isAlongTime = IsAlongTime(shape);
        (inputChannels, filters, taps) = (shape.Input.Channels, shape.Filters, shape.KernelTime * shape.KernelSensors);
        (positions, lines) = isAlongTime ? (shape.Input.Time, 1) : (shape.Input.Sensors, shape.Input.Time);
        before = SamePadding.For(positions, taps, 1).Before;
        transform = new WinogradTransform(taps);
        tilesOfRow = SamePadding.OutputSize(positions, transform.Results);
        rowsAtOnce = Math.Max(1, TilesAtOnce / (tilesOfRow * lines));
        weights = new PackedWeights(shape);
        float[] all = [.. transform.Weights, .. WinogradTransform.ForData, .. transform.ForResults];
        coefficients = new FloatBlock(all.Length);
        all.CopyTo(new Span<float>(coefficients.Address, all.Length));
        var products = WinogradTransform.Points * inputChannels * filters;
        (forward, backward) = (new FloatBlock(products), new FloatBlock(products));
        memory.Reserve(
            WinogradTransform.Points * PointStep(inputChannels), WinogradTransform.Points * PointStep(filters), products, weights.Count);
    }

    /// <inheritdoc/>
    public (int Before, int After) Margins => isAlongTime ? (before, LastRead - positions) : (0, 0);

    /// <summary>Behind the last position that a row's last tile covers.</summary>
    private int LastRead => ((tilesOfRow - 1) * transform.Results) + WinogradTransform.Points - before;

    private float* DataCoefficients => coefficients.Address + transform.Weights.Length;

    private float* ResultCoefficients => DataCoefficients + WinogradTransform.ForData.Length;

    public static bool Supports(ConvolutionShape shape) => shape is { StrideSensors: 1, StrideTime: 1 }
        && Math.Min(shape.KernelSensors, shape.KernelTime) == 1
        && WinogradTransform.Supports(shape.KernelSensors * shape.KernelTime);

    /// <summary>
    /// Whether it is faster than <see cref="DirectConvolution"/>: with few channels the transforms cost more than they save, and
    /// short rows leave much of a tile unused.
    /// </summary>
    public static bool Pays(ConvolutionShape shape)
    {
        if (!Supports(shape) || Math.Min(shape.Input.Channels, shape.Filters) < FewestChannels)
        {
            return false;
        }

        var taps = shape.KernelSensors * shape.KernelTime;
        var (size, padding) = IsAlongTime(shape) ? (shape.Input.Time, 0) : (shape.Input.Sensors, taps / 2);

        // Along sensors the other one leaves out what taps read of the padding.
        var direct = (size * taps) - (padding * (padding + 1));
        var tiles = SamePadding.OutputSize(size, WinogradTransform.ResultsOf(taps));
        return direct >= LeastSaving * tiles * WinogradTransform.Points;
    }

    /// <inheritdoc/>
    public void Load(float* values)
    {
        if (!weights.Load(values))
        {
            return;
        }

        ToPoints(weights.Forward, forward.Address);
        ToPoints(weights.Backward, backward.Address);

        void ToPoints(float* source, float* result)
        {
            var kernel = new MatrixKernel
            {
                Matrix = coefficients.Address,
                MatrixRowStep = taps,
                MatrixColumnStep = 1,
                Rows = WinogradTransform.Points,
                Inner = taps,
                Source = source,
                Result = result,
                Columns = inputChannels * filters,
            };
            LaneLoop.Run(ref kernel, kernel.Columns);
        }
    }

    /// <inheritdoc/>
    public void Forward(float* source, int rowStep, float* result, int windows)
    {
        for (var row = 0; row < RowsOf(windows); row += rowsAtOnce)
        {
            var count = Math.Min(rowsAtOnce, RowsOf(windows) - row);
            GatherData(source, rowStep, row, count);
            Multiply(memory.Data, inputChannels, forward.Address, memory.Results, filters, count);
            var spread = new WinogradSpreadKernel { Tiles = Results(result, row, count) };
            LaneLoop.Run(ref spread, spread.Tiles.Channels);
        }
    }

    /// <inheritdoc/>
    public void ToWeights(float* source, int rowStep, float* gradient, int windows, Span<float> destination)
    {
        new Span<float>(memory.Sums, WinogradTransform.Points * inputChannels * filters).Clear();
        var offsets = stackalloc int[inputChannels + WeightGradientKernel.ColumnsAtOnce];
        for (var i = 0; i < inputChannels + WeightGradientKernel.ColumnsAtOnce; i++)
        {
            offsets[i] = i < inputChannels ? i : 0;
        }

        for (var row = 0; row < RowsOf(windows); row += rowsAtOnce)
        {
            var count = Math.Min(rowsAtOnce, RowsOf(windows) - row);
            GatherData(source, rowStep, row, count);
            GatherGradient(gradient, row, count);
            for (var point = 0; point < WinogradTransform.Points; point++)
            {
                AddWeightGradient(point, offsets, count * tilesOfRow * lines);
            }
        }

        var toTaps = new MatrixKernel
        {
            Matrix = coefficients.Address,
            MatrixRowStep = 1,
            MatrixColumnStep = taps,
            Rows = taps,
            Inner = WinogradTransform.Points,
            Source = memory.Sums,
            Result = memory.TapSums,
            Columns = inputChannels * filters,
        };
        LaneLoop.Run(ref toTaps, toTaps.Columns);
        weights.Unpack(memory.TapSums, destination);
    }

    /// <inheritdoc/>
    public void ToInput(float* gradient, float* destination, bool adds, int windows)
    {
        for (var row = 0; row < RowsOf(windows); row += rowsAtOnce)
        {
            var count = Math.Min(rowsAtOnce, RowsOf(windows) - row);
            GatherGradient(gradient, row, count);
            Multiply(memory.Results, filters, backward.Address, memory.Data, inputChannels, count);
            var spread = new WinogradSpreadKernel
            {
                Tiles = Data(destination, shape.Input.Time * inputChannels, row, count, (0, positions)),
                Adds = adds,
            };
            LaneLoop.Run(ref spread, spread.Tiles.Channels);
        }
    }

    public void Dispose()
    {
        weights.Dispose();
        coefficients.Dispose();
        forward.Dispose();
        backward.Dispose();
    }

    private static bool IsAlongTime(ConvolutionShape shape) => shape.KernelTime > 1;

    /// <summary>Rows along the axis: those of all sensors, or a window's sensors.</summary>
    private int RowsOf(int windows) => isAlongTime ? windows * shape.Input.Sensors : windows;

    private nint PointStep(int channels) => (nint)rowsAtOnce * tilesOfRow * lines * channels;

    private void GatherData(float* source, int rowStep, int row, int count)
    {
        var kernel = new WinogradGatherKernel { Tiles = Data(source, rowStep, row, count, isAlongTime ? (-before, LastRead) : (0, positions)) };
        LaneLoop.Run(ref kernel, kernel.Tiles.Channels);
    }

    private void GatherGradient(float* gradient, int row, int count)
    {
        var kernel = new WinogradGatherKernel { Tiles = Results(gradient, row, count) };
        LaneLoop.Run(ref kernel, kernel.Tiles.Channels);
    }

    /// <param name="first">Position 0 of row 0.</param>
    /// <param name="timeRowStep">Floats between the samples' rows of neighbouring sensors.</param>
    private WinogradTiles Data(float* first, int timeRowStep, int row, int count, (int First, int End) range)
    {
        var tiles = Along(first, timeRowStep, row, count, inputChannels);
        (tiles.FirstPosition, tiles.EndPosition) = range;
        (tiles.FirstTile, tiles.Pairs) = (-before, WinogradTransform.Points / 2);
        tiles.Overlap = WinogradTransform.Points - transform.Results;
        tiles.Coefficients = DataCoefficients;
        tiles.Values = memory.Data;
        return tiles;
    }

    /// <param name="first">Position 0 of row 0.</param>
    private WinogradTiles Results(float* first, int row, int count)
    {
        var tiles = Along(first, shape.Input.Time * filters, row, count, filters);
        (tiles.FirstPosition, tiles.EndPosition) = (0, positions);
        (tiles.FirstTile, tiles.Pairs) = (0, transform.Results / 2);
        tiles.Coefficients = ResultCoefficients;
        tiles.Values = memory.Results;
        return tiles;
    }

    private WinogradTiles Along(float* first, int timeRowStep, int row, int count, int channels)
    {
        nint rowStep = isAlongTime ? timeRowStep : (nint)shape.Input.Sensors * timeRowStep;
        return new WinogradTiles
        {
            Rows = first + (row * rowStep),
            RowStep = rowStep,
            RowCount = count,
            TilesOfRow = tilesOfRow,
            TileStep = transform.Results,
            PositionStep = isAlongTime ? channels : timeRowStep,
            PointStep = PointStep(channels),
            Channels = lines * channels,
        };
    }

    /// <summary>In parts, as a float that has grown large loses what is added.</summary>
    private void AddWeightGradient(int point, int* offsets, int tiles)
    {
        for (var tile = 0; tile < tiles; tile += TilesAtOnce)
        {
            var kernel = new WeightGradientKernel
            {
                Source = memory.Data + (point * PointStep(inputChannels)) + ((nint)tile * inputChannels),
                Offsets = offsets,
                Columns = inputChannels,
                SourceStep = inputChannels,
                Gradient = memory.Results + (point * PointStep(filters)) + ((nint)tile * filters),
                Channels = filters,
                Rows = 1,
                Count = Math.Min(TilesAtOnce, tiles - tile),
                Sums = memory.Sums + (point * inputChannels * filters),
            };
            LaneLoop.Run(ref kernel, filters);
        }
    }

    /// <summary>Of each point, tiles x source channels times source channels x channels.</summary>
    private void Multiply(float* source, int sourceChannels, float* factors, float* result, int channels, int rows)
    {
        var (offset, weightOffset) = (0, 0);
        for (var point = 0; point < WinogradTransform.Points; point++)
        {
            var kernel = new ConvolutionKernel
            {
                Source = source + (point * PointStep(sourceChannels)),
                Offsets = &offset,
                Taps = 1,
                SourceChannels = sourceChannels,
                SourceStep = sourceChannels,
                Weights = factors + (point * sourceChannels * channels),
                WeightOffsets = &weightOffset,
                Channels = channels,
                Result = result + (point * PointStep(channels)),
                ResultStep = channels,
                Rows = 1,
                Count = rows * tilesOfRow * lines,
            };
            LaneLoop.Run(ref kernel, channels);
        }
    }
}
