using System.Globalization;
using System.Text;

namespace MicroNas.Benchmarks.UciHar;

/// <summary>The <c>micronas.yaml</c> of a case. Whatever it does not say is the product's default.</summary>
/// <param name="Epochs">Epochs of search and of training in place of the defaults, to try the benchmark out; null for the defaults.</param>
internal sealed record CaseConfiguration((int Search, int Training)? Epochs)
{
    /// <summary>Stands for the folder of the data sets, so that the text says the same on every machine.</summary>
    public const string DataFolder = "$MICRONAS_DATA";

    /// <summary>A yaml as this machine has the data.</summary>
    public static string WithData(string yaml, string data) => yaml.Replace(DataFolder, data, StringComparison.Ordinal);

    public string Text(UciHarCase entry) => Text(entry, Switched(entry), entry.Seed);

    /// <param name="switched">What differs from the default; null for nothing.</param>
    /// <param name="trainingSeed">Of the training alone.</param>
    public string Text(UciHarCase entry, Ablation? switched, int trainingSeed)
    {
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"model: {entry.Dataset.Replace('-', '_')}")
            .AppendLine("dataset:")
            .AppendLine(CultureInfo.InvariantCulture, $"  path: {DataFolder}/{entry.Dataset}");
        foreach (var own in DatasetLines(entry.Dataset))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {own}");
        }

        foreach (var line in switched?.Dataset?.Split('\n') ?? [])
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {line}");
        }

        var split = entry.Split switch
        {
            SplitNames.Random => "by: fraction, test: 0.2",
            SplitNames.People => "by: subject, test: 0.3",
            _ => null,
        };
        if (split is not null)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  split: {{ {split}, validation: 0.2, seed: {entry.Seed} }}");
        }

        var target = entry.Method == UciHarCase.Classical ? (Mcu: CaseGrid.L552, Runtime: CaseGrid.Tflm) : (entry.Mcu, entry.Runtime);
        text.AppendLine(CultureInfo.InvariantCulture, $"target: {{ mcu: {target.Mcu}, runtime: {target.Runtime} }}");
        var limits = new List<string>();
        if (entry.LatencyMilliseconds is { } latency)
        {
            limits.Add(string.Create(CultureInfo.InvariantCulture, $"latency: {latency} ms"));
        }

        if (entry.MemoryKilobytes is { } memory)
        {
            limits.Add(string.Create(CultureInfo.InvariantCulture, $"memory: {memory} kB"));
        }

        if (limits.Count > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"budget: {{ {string.Join(", ", limits)} }}");
        }

        if (entry.Method != UciHarCase.Classical)
        {
            AppendLearning(text, entry, switched, trainingSeed);
        }

        return text.ToString();
    }

    private static Ablation? Switched(UciHarCase entry) => entry.Method == UciHarCase.PaperWhole ? PaperTraining.Recipe : Ablations.Find(entry);

    private void AppendLearning(StringBuilder text, UciHarCase entry, Ablation? switched, int trainingSeed)
    {
        // The default is left out: what is measured is the product as it comes.
        var method = entry.Method switch
        {
            UciHarCase.DefaultMethod => "",
            UciHarCase.LongerRandom => $"method: {UciHarCase.Random}, ",
            UciHarCase.PaperWhole => $"method: {UciHarCase.Paper}, ",
            _ when Ablations.Find(entry) is not null => "",
            _ => $"method: {entry.Method}, ",
        };
        var search = entry.Method switch
        {
            "scaled" => (int?)null, // learns nothing
            UciHarCase.Random => Epochs?.Search ?? EqualCost.RandomSearchEpochs,
            UciHarCase.LongerRandom => Epochs?.Search ?? EqualCost.LongerRandomSearchEpochs,
            _ => Epochs?.Search,
        };
        var training = Epochs?.Training ?? (entry.Method == UciHarCase.PaperWhole ? PaperTraining.Epochs : null);
        text.AppendLine(CultureInfo.InvariantCulture, $"search: {{ {method}seed: {entry.Seed}{Option(search)}{Extra(switched?.Search)} }}")
            .AppendLine(CultureInfo.InvariantCulture, $"training: {{ seed: {trainingSeed}{Option(training)}{Extra(switched?.Training)} }}");

        static string Extra(string? options) => options is null ? "" : $", {options}";

        static string Option(int? epochs) => epochs is { } number ? string.Create(CultureInfo.InvariantCulture, $", epochs: {number}") : "";
    }

    /// <summary>What <c>dataset</c> says besides the path.</summary>
    public static string[] DatasetLines(string dataset) => dataset switch
    {
        CaseGrid.UciHar =>
        [
            "rate: 50 Hz",
            "channels: [body_acc_x, body_acc_y, body_acc_z, body_gyro_x, body_gyro_y, body_gyro_z, total_acc_x, total_acc_y, total_acc_z]",
            "classes: [walking, upstairs, downstairs, sitting, standing, laying]",
        ],
        CaseGrid.Hapt => ["format: hapt", "split: { testSubjects: [2, 4, 9, 10, 12, 13, 18, 20, 24] }"],
        CaseGrid.BasicMotions or CaseGrid.RacketSports => ["rate: 10 Hz", "channels: [first_x, first_y, first_z, second_x, second_y, second_z]"],
        _ => throw new ArgumentException($"There is no data set '{dataset}' in the grid.", nameof(dataset)),
    };
}
