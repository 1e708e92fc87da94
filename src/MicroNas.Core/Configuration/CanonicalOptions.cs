using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MicroNas.Core.Units;

namespace MicroNas.Core.Configuration;

/// <summary>
/// The one text of an option record: every option with its value, defaults included (but see <see cref="JoinedLaterAttribute"/>),
/// keys in ordinal order, quantities as numbers in their base unit (milliseconds, bytes, hertz). Comments, order and formatting
/// of the yaml leave no trace, so that the text can be part of a cache key.
/// </summary>
public static class CanonicalOptions
{
    /// <summary>The canonical JSON of a section such as <see cref="ProjectOptions"/>, <see cref="DatasetOptions"/> or <see cref="Targets.Budget"/>.</summary>
    public static string ToCanonicalJson(object section)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(writer, section);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case Milliseconds time:
                writer.WriteNumberValue(time.Value);
                break;
            case ByteSize size:
                writer.WriteNumberValue(size.Bytes);
                break;
            case Hertz frequency:
                writer.WriteNumberValue(frequency.Value);
                break;
            case Enum choice:
                writer.WriteStringValue(OptionDescription.Choices(choice.GetType()).First(candidate => candidate.Value.Equals(choice)).Name);
                break;
            case IEnumerable items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteSection(writer, value);
                break;
        }
    }

    private static void WriteSection(Utf8JsonWriter writer, object section)
    {
        writer.WriteStartObject();
        foreach (var option in OptionDescription.Of(section.GetType()).OrderBy(option => option.Key, StringComparer.Ordinal))
        {
            var value = option.Property.GetValue(section);
            if (option.Former is null || !option.Former.Equals(value))
            {
                writer.WritePropertyName(option.Key);
                Write(writer, value);
            }
        }

        writer.WriteEndObject();
    }
}
