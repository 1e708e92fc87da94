namespace MicroNas.Core.Architectures;

/// <summary>
/// Between a choice of one option in every decision group (int[], by <see cref="DecisionGroup.Index"/>) and the
/// architecture that it stands for. Several choices can stand for one architecture: where a cell is the identity, or has no
/// main path, the groups that then decide nothing can hold any option.
/// </summary>
public static class ArchitectureEncoding
{
    /// <summary>Whether every cell has a path: no identity, skip or kernel in a Sensor-Fusion cell means a disconnected network.</summary>
    /// <param name="options">[group], each within the group's options.</param>
    public static bool IsConnected(SearchSpace space, IReadOnlyList<int> options) =>
        space.Cells.OfType<SensorFusionCell>().All(cell =>
            IsOn(cell.Identity, options) || IsOn(cell.Skip, options) || cell.Kernels.Any(kernel => IsOn(kernel, options)));

    /// <summary>The architecture that a choice of options stands for.</summary>
    /// <exception cref="ArgumentException">Wrong length, an option out of range, or a disconnected network.</exception>
    public static Architecture Decode(SearchSpace space, IReadOnlyList<int> options)
    {
        if (options.Count != space.Groups.Count)
        {
            throw new ArgumentException($"{options.Count} options for {space.Groups.Count} decision groups.", nameof(options));
        }

        foreach (var group in space.Groups)
        {
            if (options[group.Index] < 0 || options[group.Index] >= group.Options)
            {
                throw new ArgumentException(
                    $"Group {group.Name} has options 0..{group.Options - 1}, not {options[group.Index]}.", nameof(options));
            }
        }

        return new Architecture([.. space.Cells.Select(cell => DecodeCell(cell, options))]);
    }

    /// <summary>
    /// The canonical options of an architecture: groups that decide nothing hold option 0.
    /// <c>Decode(space, Encode(space, a)) == a</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The architecture does not belong to the space.</exception>
    public static int[] Encode(SearchSpace space, Architecture architecture)
    {
        if (architecture.Cells.Count != space.Cells.Count)
        {
            throw new ArgumentException(
                $"The architecture has {architecture.Cells.Count} cells, the space {space.Cells.Count}.", nameof(architecture));
        }

        var options = new int[space.Groups.Count];
        foreach (var (cell, choice) in space.Cells.Zip(architecture.Cells))
        {
            switch (cell, choice)
            {
                case (TimeReduceCell timeReduce, TimeReduceChoice chosen):
                    options[timeReduce.Kernel.Index] = IndexOf(timeReduce.KernelLengths, chosen.KernelLength, cell);
                    options[timeReduce.Filters.Index] = IndexOf(cell.OutputFilterOptions, chosen.Filters, cell);
                    break;
                case (SensorFusionCell fusion, SensorFusionChoice chosen):
                    EncodeSensorFusion(fusion, chosen, options);
                    break;
                default:
                    throw new ArgumentException($"Cell {cell.Index} is a {cell.GetType().Name}, its choice a {choice.GetType().Name}.", nameof(architecture));
            }
        }

        return options;
    }

    /// <summary>Probabilities that are 1 for the chosen option of each group and 0 elsewhere, [group][option].</summary>
    public static double[][] OneHot(SearchSpace space, IReadOnlyList<int> options)
    {
        var probabilities = new double[space.Groups.Count][];
        foreach (var group in space.Groups)
        {
            probabilities[group.Index] = new double[group.Options];
            probabilities[group.Index][options[group.Index]] = 1;
        }

        return probabilities;
    }

    internal static bool IsOn(DecisionGroup? group, IReadOnlyList<int> options) => group is not null && options[group.Index] == 1;

    private static CellChoice DecodeCell(SearchCell cell, IReadOnlyList<int> options)
    {
        switch (cell)
        {
            case TimeReduceCell timeReduce:
                return new TimeReduceChoice(
                    timeReduce.KernelLengths[options[timeReduce.Kernel.Index]],
                    cell.OutputFilterOptions[options[timeReduce.Filters.Index]]);
            case SensorFusionCell fusion when IsOn(fusion.Identity, options):
                return SensorFusionChoice.Skipped;
            case SensorFusionCell fusion:
                EquatableArray<int> lengths =
                    [.. fusion.KernelLengths.Where((_, index) => IsOn(fusion.Kernels[index], options))];
                var skip = IsOn(fusion.Skip, options);
                if (lengths.Count == 0 && !skip)
                {
                    throw new ArgumentException($"Cell {cell.Index} has no path: the network is disconnected.", nameof(options));
                }

                var fusionFilters = lengths.Count == 0 ? 0 : fusion.FusionFilterOptions[options[fusion.FusionFilters.Index]];
                return new SensorFusionChoice(
                    false, lengths, skip, fusionFilters, cell.OutputFilterOptions[options[fusion.OutputFilters.Index]]);
            default:
                throw new ArgumentException($"Cell {cell.Index} is of the unknown type {cell.GetType().Name}.", nameof(cell));
        }
    }

    private static void EncodeSensorFusion(SensorFusionCell cell, SensorFusionChoice choice, int[] options)
    {
        if (choice.Identity)
        {
            if (cell.Identity is null)
            {
                throw new ArgumentException($"Cell {cell.Index} cannot be the identity.", nameof(choice));
            }

            options[cell.Identity.Index] = 1;
            return;
        }

        options[cell.Skip.Index] = choice.Skip ? 1 : 0;
        options[cell.OutputFilters.Index] = IndexOf(cell.OutputFilterOptions, choice.OutputFilters, cell);
        foreach (var length in choice.KernelLengths)
        {
            options[cell.Kernels[IndexOf(cell.KernelLengths, length, cell)].Index] = 1;
        }

        if (choice.KernelLengths.Count > 0)
        {
            options[cell.FusionFilters.Index] = IndexOf(cell.FusionFilterOptions, choice.FusionFilters, cell);
        }
        else if (!choice.Skip)
        {
            throw new ArgumentException($"Cell {cell.Index} has no path: the network is disconnected.", nameof(choice));
        }
    }

    private static int IndexOf(EquatableArray<int> options, int value, SearchCell cell)
    {
        var index = options.AsSpan().IndexOf(value);
        return index >= 0
            ? index
            : throw new ArgumentException($"Cell {cell.Index}: {value} is not among its options {string.Join(", ", options)}.", nameof(value));
    }
}
