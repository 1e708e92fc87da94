using System.Globalization;
using MicroNas.Core.Configuration;
using MicroNas.Core.Datasets.Arrays;
using MicroNas.Core.Datasets.Text;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Datasets.Matlab;

/// <summary>
/// Reads recordings from a matrix of a MATLAB file, one row a sample. Windows are cut within runs of one label; rows of dropped labels
/// end a run.
/// </summary>
internal sealed class MatlabDatasetReader(string path, DatasetOptions options)
{
    private const int MaximumClasses = 256;
    private const int ListedLabels = 20;

    /// <exception cref="MicroNasException">MNAS3xxx.</exception>
    public RawDataset Read()
    {
        using var stream = File.OpenRead(path);
        var file = new MatlabFile(stream, path);
        var variable = Find(file.Variables);
        var (rows, columns) = (variable.Dimensions[0], variable.Dimensions[1]);
        if (rows == 0 || columns == 0)
        {
            throw DataErrors.Failure(DiagnosticCodes.NoData, $"the matrix {variable} is empty.", path);
        }

        // Before the columns are listed: damaged dimensions promise any number of them.
        var matrix = file.Read(variable);
        var layout = MatlabLayout.Of(options.Mat, columns, path);
        var labels = ReadLabels(matrix, layout.Label, rows);
        int[] found = [.. labels.Distinct().Order()];
        CheckDropped(found);
        int[] known = [.. found.Except(layout.Dropped)];
        CheckClasses(known);
        return new RawDataset(
            path,
            Cut(matrix, labels, known, layout, rows),
            Test: null,
            layout.Channels,
            [.. known.Select(label => label.ToString(CultureInfo.InvariantCulture))],
            layout.Rate);
    }

    private MatlabVariable Find(IReadOnlyList<MatlabVariable> variables)
    {
        var matrices = variables.Where(variable => variable.IsMatrix && (options.Mat.Variable is not { } name || variable.Name == name)).ToList();
        if (matrices.Count == 1)
        {
            return matrices[0];
        }

        var held = variables.Count == 0 ? "nothing" : string.Join(", ", variables.Take(20));
        throw DataErrors.Failure(
            DiagnosticCodes.MatrixNotFound,
            matrices.Count > 1
                ? $"the file holds several matrices: {held}. Name one in 'dataset.mat.variable'."
                : $"the file holds no matrix of real numbers{(options.Mat.Variable is { } wanted ? $" called '{wanted}'" : "")}; it holds {held}.",
            path);
    }

    private int[] ReadLabels(NpyArray matrix, int column, int rows)
    {
        var errors = new DataErrors();
        var labels = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            var value = matrix.Element((column * rows) + row);
            if (value != Math.Floor(value) || Math.Abs(value) > int.MaxValue)
            {
                errors.Add(
                    DiagnosticCodes.NotNumber,
                    string.Create(CultureInfo.InvariantCulture, $"row {row} has the label {value} in column {column}; expected a whole number. Check 'dataset.mat.label'."),
                    new SourceLocation(path));
            }
            else
            {
                labels[row] = (int)value;
            }
        }

        errors.ThrowIfAny();
        return labels;
    }

    /// <summary>Of a label mistyped here the rows would stay, as a class of their own.</summary>
    private void CheckDropped(int[] found)
    {
        int[] absent = [.. (options.Mat.Drop ?? []).Except(found)];
        if (absent.Length > 0)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.LabelOutOfRange,
                $"'dataset.mat.drop' names {string.Join(", ", absent)}, which no row has as its label; the data has the labels {string.Join(", ", found.Take(ListedLabels))}{(found.Length > ListedLabels ? ", …" : "")}. Correct the list, or 'dataset.mat.label'.",
                path);
        }
    }

    private void CheckClasses(int[] known)
    {
        if (known.Length > MaximumClasses)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.LabelOutOfRange, $"{known.Length} different labels; is 'dataset.mat.label' the right column?", path);
        }

        if (options.Classes is { } named && named.Count != known.Length)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.LabelOutOfRange,
                $"'dataset.classes' names {named.Count} classes; the data has {known.Length}: the labels {string.Join(", ", known)}, named in this order.", path);
        }
    }

    private WindowSet Cut(NpyArray matrix, int[] labels, int[] known, MatlabLayout layout, int rows)
    {
        var window = options.Window ?? layout.Window ?? throw DataErrors.Failure(
            DiagnosticCodes.WindowMissing, "every row is one sample. Set 'dataset.window' (samples a window).", path);
        var classOf = known.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        var starts = RecordingWindower.FirstRows(rows, (left, right) => labels[left] == labels[right], window, options.Stride ?? Math.Max(1, window / 2))
            .Where(start => classOf.ContainsKey(labels[start]))
            .ToList();
        if (starts.Count == 0)
        {
            throw DataErrors.Failure(
                DiagnosticCodes.NoData, $"no run of one label has the {window} samples of a window. Set a shorter 'dataset.window'.", path);
        }

        var (channels, errors) = (layout.Columns.Count, new DataErrors());
        WindowLimit.Check((long)starts.Count * window * channels, path);
        var values = new float[starts.Count * window * channels];
        for (var channel = 0; channel < channels; channel++)
        {
            var (column, checkedRows) = (layout.Columns[channel], 0);
            for (var i = 0; i < starts.Count * window; i++)
            {
                var row = starts[i / window] + (i % window);
                var value = (float)matrix.Element((column * rows) + row);
                values[(i * channels) + channel] = value;

                // Windows overlap: a row is told of once.
                if (row >= checkedRows && !float.IsFinite(value))
                {
                    errors.Add(
                        DiagnosticCodes.NotFinite,
                        string.Create(CultureInfo.InvariantCulture, $"row {row}, column {column} is {value}; expected a finite number. Remove the row or fill the gap."),
                        new SourceLocation(path));
                }

                checkedRows = Math.Max(checkedRows, row + 1);
            }
        }

        errors.ThrowIfAny();
        return new WindowSet(values, [.. starts.Select(start => classOf[labels[start]])], subjects: null, window, channels);
    }
}
