using System.Globalization;
using System.Text;

namespace MicroNas.Core.Emission;

/// <summary>Spelling of identifiers and literals in C.</summary>
internal static class CText
{
    private static readonly HashSet<string> Keywords =
    [
        "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern", "float", "for",
        "goto", "if", "inline", "int", "long", "register", "restrict", "return", "short", "signed", "sizeof", "static", "struct",
        "switch", "typedef", "union", "unsigned", "void", "volatile", "while",
    ];

    /// <summary>The nearest identifier: other characters become underscores, a leading digit or a keyword gets one in front.</summary>
    public static string Identifier(string name)
    {
        var text = new StringBuilder();
        foreach (var character in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(character) ? character : '_');
        }

        if (text.Length == 0 || char.IsAsciiDigit(text[0]) || Keywords.Contains(text.ToString()))
        {
            text.Insert(0, '_');
        }

        return text.ToString();
    }

    /// <summary>A string literal; what is not plain ASCII is written as octal escapes of its UTF-8 bytes.</summary>
    public static string String(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var octet in Encoding.UTF8.GetBytes(value))
        {
            // '?' is escaped because two of them may begin a trigraph.
            var plain = octet is >= 0x20 and < 0x7f && octet is not ((byte)'"' or (byte)'\\' or (byte)'?');
            text.Append(plain ? ((char)octet).ToString() : "\\" + Convert.ToString(octet, 8).PadLeft(3, '0'));
        }

        return text.Append('"').ToString();
    }

    /// <summary>A float literal that reads back to the same value.</summary>
    public static string Float(float value)
    {
        var digits = value.ToString("R", CultureInfo.InvariantCulture);
        return (digits.AsSpan().IndexOfAny('.', 'E') < 0 ? digits + ".0" : digits) + "f";
    }

    /// <summary>Text for a comment of one line: no way to end the comment early.</summary>
    public static string Comment(string value)
    {
        var text = new StringBuilder();
        foreach (var character in value)
        {
            text.Append(char.IsControl(character) ? ' ' : character);
        }

        return text.Replace("*/", "* /").Replace("/*", "/ *").ToString();
    }
}
