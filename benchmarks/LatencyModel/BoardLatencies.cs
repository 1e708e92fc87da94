using System.Globalization;
using MicroNas.Core.Architectures;
using MicroNas.Core.Latency;
using MicroNas.Core.Latency.Characterization;
using MicroNas.Core.Targets;

namespace MicroNas.Benchmarks.LatencyModel;

/// <summary>Operators that others measured on one board: shape and cycles of the operator alone.</summary>
internal sealed record BoardLatencies(string Microcontroller, int InstructionCacheBytes, IReadOnlyList<MeasuredOperator> Operators)
{
    /// <summary>The profile that ships for the board.</summary>
    public LatencyProfile Profile => LatencyTables.Profiles.Single(
        profile => profile.Runtime == InferenceRuntime.Tflm && profile.ClocksHertz.ContainsKey(Microcontroller));

    /// <exception cref="MissingDataException">The file is not there.</exception>
    public static BoardLatencies Read(string folder, string microcontroller, int instructionCacheBytes)
    {
        var path = Path.Combine(folder, $"{microcontroller}-tflm.csv");
        if (!File.Exists(path))
        {
            throw new MissingDataException($"'{path}' is missing: cycles of operators that were measured on a board. MICRONAS_DATA names the folder beside it.");
        }

        return new BoardLatencies(microcontroller, instructionCacheBytes, [.. File.ReadLines(path).Skip(1).Select(Parse)]);
    }

    private static MeasuredOperator Parse(string line)
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
        return new MeasuredOperator(
            new OperatorShape(
                kind,
                new TensorShape(Number(1), Number(2), Number(3)),
                new TensorShape(Number(4), Number(5), Number(6)),
                Number(7), Number(8), Number(9), Number(10)),
            double.Parse(cells[11], CultureInfo.InvariantCulture));
    }
}
