using System.Text;
using System.Text.RegularExpressions;
using MicroNas.Core.Emission;

namespace MicroNas.Firmware.Tests.Support;

/// <summary>
/// A model's C sources as a part of one translation unit that holds many models: starting a compiler and reading headers for
/// every model would take longer than all the rest.
/// </summary>
internal static partial class ModelUnit
{
    /// <summary>The text of its sources; names that are static get the model's name in front, because every model has the same.</summary>
    public static string Text(TestModel model, IEnumerable<EmittedFile> files)
    {
        var text = new StringBuilder();
        foreach (var file in files.Where(IsPart))
        {
            var source = Encoding.UTF8.GetString(file.Content.Span);
            var names = StaticName().Matches(source).Select(match => match.Groups[1].Value).ToHashSet();
            text.Append(Identifier().Replace(source, match => names.Contains(match.Value) ? $"{model.Name}_{match.Value}" : match.Value));
        }

        return text.ToString();
    }

    /// <summary>Whether a file belongs into the unit: C that the self-test runs; the .tflite as an array is data for another runtime.</summary>
    public static bool IsPart(EmittedFile file) => file.Name.EndsWith(".c", StringComparison.Ordinal) && !IsTflite(file);

    public static bool IsTflite(EmittedFile file) => Path.GetFileNameWithoutExtension(file.Name).EndsWith("_tflite", StringComparison.Ordinal);

    [GeneratedRegex(@"^static (?:const )?(?:alignas\(\d+\) )?(?:const )?\w+ \*?(\w+)(?=[ \[(])", RegexOptions.Multiline)]
    private static partial Regex StaticName();

    [GeneratedRegex(@"\b[A-Za-z_]\w*")]
    private static partial Regex Identifier();
}
