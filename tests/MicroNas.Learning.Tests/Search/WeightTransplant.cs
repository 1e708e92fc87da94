using MicroNas.Core.Architectures;
using MicroNas.Learning.Numerics;
using MicroNas.Learning.Search;
using MicroNas.Learning.Training;

using static TorchSharp.torch;

namespace MicroNas.Learning.Tests.Search;

/// <summary>Copies the super-network's weights of the chosen filters into a discrete network.</summary>
internal static class WeightTransplant
{
    public static void Copy(SearchSpace space, SuperNetwork source, TrainingNetwork destination)
    {
        using var constant = no_grad();
        foreach (var (name, target) in destination.Convolutions)
        {
            var from = Find(space, source, name, target);
            var (filters, channels) = (target.Geometry.Filters, target.Geometry.Input.Channels);
            target.Weight.copy_(from.Weight.narrow(0, 0, filters).narrow(1, 0, channels));
            target.Scale.copy_(from.Scale.narrow(0, 0, filters));
            target.Shift.copy_(from.Shift.narrow(0, 0, filters));
        }
    }

    private static ConvolutionBlock Find(SearchSpace space, SuperNetwork source, string name, ConvolutionBlock target)
    {
        var parts = name.Split('/');
        if (parts[0] == "output")
        {
            return source.Output;
        }

        var cell = int.Parse(parts[0]["cell".Length..], System.Globalization.CultureInfo.InvariantCulture);
        var convolutions = source.Blocks[cell].Convolutions.ToArray();
        return parts[1] switch
        {
            "skip" => convolutions[0],
            "fusion" => convolutions[1],
            _ => convolutions.Skip(space.Cells[cell] is SensorFusionCell ? 2 : 0)
                .Single(convolution => convolution.Geometry.KernelTime == target.Geometry.KernelTime),
        };
    }
}
