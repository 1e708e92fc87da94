using MicroNas.Core.Architectures;
using MicroNas.Core.Kernels;
using MicroNas.Core.Targets;

namespace MicroNas.Core.Latency.Characterization;

/// <summary>Every operator that an architecture of a search space can hold.</summary>
public static class SpaceOperators
{
    /// <summary>Distinct shapes, in the order of the data's way; what the search asks a latency table for.</summary>
    public static IReadOnlyList<OperatorShape> Of(SearchSpace space)
    {
        var shapes = new List<OperatorShape>();
        foreach (var cell in space.Cells)
        {
            // The tables of the expected cost are filled by asking for every operator of a cell once.
            _ = CellCostTables.Of(cell, shape =>
            {
                shapes.Add(shape);
                return 0;
            });
        }

        shapes.AddRange(space.Cells[^1].OutputFilterOptions.SelectMany(filters => CellShapes.Tail(space, filters)));
        return [.. shapes.Distinct()];
    }

    /// <summary>The same in every way that the emitter may take for them; convolutions of another runtime than the product's have none.</summary>
    public static IReadOnlyList<OperatorShape> InEveryWay(SearchSpace space, InferenceRuntime runtime) => runtime == InferenceRuntime.Micronas
        ? [.. Of(space).SelectMany(Ways)]
        : Of(space);

    private static IEnumerable<OperatorShape> Ways(OperatorShape shape)
    {
        if (shape.Kind != OperatorKind.Convolution)
        {
            return [shape];
        }

        var convolution = ConvolutionShape.Of(shape);
        return ConvolutionPlanner.Candidates(convolution).Concat(ConvolutionPlanner.Candidates(convolution, quick: false)).Distinct()
            .Select(way => shape with { Way = way });
    }
}
