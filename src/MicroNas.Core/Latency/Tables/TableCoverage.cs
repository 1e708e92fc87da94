namespace MicroNas.Core.Latency.Tables;

/// <summary>
/// What a latency table may be asked for. Beside the measured operators themselves, a form answers for operators that lie between the smallest and
/// the largest that were measured of it in every one of these: pixels, input channels, output channels, both kernel lengths, both strides, elements of input
/// and output, multiply-accumulates, rows of the way. Everything else would be extrapolated.
/// </summary>
public sealed class TableCoverage
{
    /// <summary>Fewer measured operators of a form say nothing about others.</summary>
    private const int LeastOfAForm = 2;

    private readonly IReadOnlyList<OperatorModelForm> forms;
    private readonly Dictionary<OperatorModelForm, (double Lowest, double Highest)[]> ranges = [];

    public TableCoverage(IReadOnlyList<OperatorModelForm> forms, IEnumerable<OperatorShape> measured)
    {
        this.forms = forms;
        foreach (var group in measured.GroupBy(forms.For))
        {
            double[][] rows = [.. group.Select(Quantities)];
            if (rows.Length >= LeastOfAForm)
            {
                ranges.Add(group.Key, [.. Enumerable.Range(0, rows[0].Length).Select(i => (rows.Min(row => row[i]), rows.Max(row => row[i])))]);
            }
        }
    }

    /// <summary>Whether the fitted model may answer.</summary>
    public bool Holds(OperatorShape shape)
    {
        var form = forms.For(shape);
        return form.Features.Count == 0
            || (ranges.TryGetValue(form, out var range)
                && Quantities(shape).Zip(range, (value, ends) => value >= ends.Lowest && value <= ends.Highest).All(inside => inside));
    }

    private static double[] Quantities(OperatorShape shape) =>
    [
        (double)shape.Output.Time * shape.Output.Sensors,
        shape.Input.Channels,
        shape.Output.Channels,
        shape.KernelTime,
        shape.KernelSensors,
        shape.StrideTime,
        shape.StrideSensors,
        shape.Input.Elements,
        shape.Output.Elements,
        OperatorFeatures.MultiplyAccumulates(shape),
        shape.Way?.Rows ?? 0,
    ];
}
