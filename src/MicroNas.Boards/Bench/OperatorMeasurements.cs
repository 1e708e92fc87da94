using System.Text;

namespace MicroNas.Boards.Bench;

/// <summary>Measurements as CSV, one row an operator.</summary>
public static class OperatorMeasurements
{
    public static string ToCsv(IEnumerable<OperatorMeasurement> measurements)
    {
        var text = new StringBuilder(
            "kind,input_time,input_sensors,input_channels,output_time,output_sensors,output_channels,"
            + "kernel_time,kernel_sensors,stride_time,stride_sensors,instructions\n");
        foreach (var (shape, instructions) in measurements)
        {
            text.Append(FormattableString.Invariant(
                $"{shape.Kind},{shape.Input.Time},{shape.Input.Sensors},{shape.Input.Channels},{shape.Output.Time},{shape.Output.Sensors},{shape.Output.Channels},{shape.KernelTime},{shape.KernelSensors},{shape.StrideTime},{shape.StrideSensors},{instructions}\n"));
        }

        return text.ToString();
    }
}
