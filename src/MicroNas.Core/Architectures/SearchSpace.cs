using MicroNas.Core.Configuration;

namespace MicroNas.Core.Architectures;

/// <summary>
/// The architectures that a search chooses from: Time-Reduce cells, Sensor-Fusion cells and an output cell for one input
/// shape and number of classes (paper, Eq. 1 and 2).
/// </summary>
public sealed class SearchSpace
{
    private static readonly int[] KernelLengths = [3, 5, 7];

    private SearchSpace(
        TensorShape input,
        int classes,
        SearchSpaceOptions options,
        IReadOnlyList<SearchCell> cells,
        IReadOnlyList<DecisionGroup> groups)
    {
        Input = input;
        Classes = classes;
        Options = options;
        Cells = cells;
        Groups = groups;
    }

    /// <summary>T x S x 1.</summary>
    public TensorShape Input { get; }

    public int Classes { get; }

    public SearchSpaceOptions Options { get; }

    /// <summary>In the order of the data's way; the output cell, which has no decision, is not among them.</summary>
    public IReadOnlyList<SearchCell> Cells { get; }

    /// <summary>Every decision of every cell.</summary>
    public IReadOnlyList<DecisionGroup> Groups { get; }

    /// <summary>Of the Sensor-Fusion cells, such as <c>2 1 1</c>: what the text of an architecture leaves out of its network.</summary>
    public string FusionStrides => string.Join(' ', Cells.OfType<SensorFusionCell>().Select(cell => cell.Stride));

    /// <summary>The space for windows of <paramref name="time"/> samples x <paramref name="sensors"/> channels.</summary>
    public static SearchSpace Create(int time, int sensors, int classes, SearchSpaceOptions options)
    {
        var groups = new List<DecisionGroup>();
        var cells = new List<SearchCell>();
        var shape = new TensorShape(time, sensors, 1);
        EquatableArray<int> inputFilters = [1];

        DecisionGroup AddGroup(string name, int count)
        {
            var group = new DecisionGroup(groups.Count, $"cell{cells.Count}/{name}", count);
            groups.Add(group);
            return group;
        }

        void AddTimeReduce()
        {
            var filters = FilterOptions(options.TimeReduceMaximumFilters, options.TimeReduceFilterStep);
            var output = new TensorShape(Halve(shape.Time), shape.Sensors, filters[^1]);
            cells.Add(new TimeReduceCell(
                cells.Count, shape, output, inputFilters, filters, [.. KernelLengths],
                AddGroup("kernel", KernelLengths.Length), AddGroup("filters", filters.Count)));
            (shape, inputFilters) = (output, filters);
        }

        void AddSensorFusion(int stride)
        {
            var filters = FilterOptions(options.SensorFusionMaximumFilters, options.SensorFusionFilterStep);
            var sensorsOut = stride == 1 ? shape.Sensors : Halve(shape.Sensors);
            var output = new TensorShape(shape.Time, sensorsOut, filters[^1]);
            var identityPossible = stride == 1 && inputFilters == filters;
            cells.Add(new SensorFusionCell(
                cells.Count, shape, output, inputFilters, filters, stride, [.. KernelLengths], filters,
                AddGroup("skip", 2),
                [.. KernelLengths.Select(length => AddGroup($"kernel{length}", 2))],
                AddGroup("fusionFilters", filters.Count),
                AddGroup("outputFilters", filters.Count),
                identityPossible ? AddGroup("identity", 2) : null));
            (shape, inputFilters) = (output, filters);
        }

        var timeReduceCells = Math.Max(1, Halvings(time, options.MinimumTime)); // Eq. 1
        for (var i = 0; i < timeReduceCells; i++)
        {
            AddTimeReduce();
        }

        var fusionStages = Math.Max(1, Halvings(sensors, options.MinimumSensors)); // Eq. 2
        for (var i = 0; i < fusionStages; i++)
        {
            AddSensorFusion(stride: 2);
            for (var repeat = 0; repeat < options.FusionRepeats; repeat++)
            {
                AddSensorFusion(stride: 1);
            }
        }

        return new SearchSpace(new TensorShape(time, sensors, 1), classes, options, cells, groups);
    }

    /// <summary>
    /// Names the network that an architecture of this space is. Architectures of the same name are the same network: which of several like cells is
    /// left out makes no difference.
    /// </summary>
    public string NetworkName(Architecture architecture) => string.Join(
        ' ',
        Cells.Zip(architecture.Cells)
            .Where(pair => pair.Second is not SensorFusionChoice { Identity: true })
            .Select(pair => pair.First is SensorFusionCell { Stride: > 1 } ? $"| {pair.Second}" : $"{pair.Second}"));

    /// <summary>How often <paramref name="size"/> can become ceil(size / 2) while the result stays at or above <paramref name="limit"/>.</summary>
    public static int Halvings(int size, int limit)
    {
        var count = 0;
        while (size > 1 && Halve(size) >= limit)
        {
            size = Halve(size);
            count++;
        }

        return count;
    }

    private static int Halve(int size) => (size + 1) / 2;

    private static EquatableArray<int> FilterOptions(int maximum, int step) =>
        [.. Enumerable.Range(1, maximum / step).Select(i => i * step)];
}
