using System.Globalization;
using MicroNas.Core.Architectures;
using MicroNas.Core.Latency;

namespace MicroNas.Core.Tests.Latency;

/// <summary>Operators that others measured on boards (<c>shared/latency</c>): shape, cycles of the operator alone, arena bytes.</summary>
internal static class MeasuredLatencies
{
    public static string Missing { get; } = SharedFolder.Missing("latency");

    public static string? Folder { get; } = SharedFolder.Beside("latency");

    public static IEnumerable<(OperatorShape Shape, double Cycles, int ArenaBytes)> Read(string microcontroller)
    {
        foreach (var line in File.ReadLines(Path.Combine(Folder!, $"{microcontroller}-tflm.csv")).Skip(1))
        {
            var cells = line.Split(',');
            int Number(int column) => cells[column].Length == 0 ? 1 : int.Parse(cells[column], CultureInfo.InvariantCulture);
            var kind = cells[0] switch
            {
                "conv2d" => OperatorKind.Convolution,
                "add" => OperatorKind.Add,
                "softmax" => OperatorKind.Softmax,
                _ => OperatorKind.GlobalAveragePool,
            };
            var shape = new OperatorShape(
                kind,
                new TensorShape(Number(1), Number(2), Number(3)),
                new TensorShape(Number(4), Number(5), Number(6)),
                Number(7), Number(8), Number(9), Number(10));
            yield return (shape, double.Parse(cells[11], CultureInfo.InvariantCulture), Number(13));
        }
    }
}
