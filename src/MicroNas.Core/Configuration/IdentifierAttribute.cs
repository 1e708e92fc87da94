using System.ComponentModel.DataAnnotations;

namespace MicroNas.Core.Configuration;

/// <summary>The value names things in generated C: letters, digits and underscores, no keyword, at most 63 characters.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IdentifierAttribute() : ValidationAttribute("a C identifier")
{
    /// <summary>C11 promises that 63 characters of an internal name count.</summary>
    public const string Pattern = "^[A-Za-z][A-Za-z0-9_]{0,62}$";

    private static readonly HashSet<string> Keywords =
    [
        "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern", "float",
        "for", "goto", "if", "inline", "int", "long", "register", "restrict", "return", "short", "signed", "sizeof", "static",
        "struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while", "main", "errno", "NULL",
    ];

    /// <summary>Whether <paramref name="name"/> is a C keyword or a name that C itself takes.</summary>
    public static bool IsKeyword(string name) => Keywords.Contains(name);

    public override bool IsValid(object? value) =>
        value is string name
        && name.Length is > 0 and <= 63
        && char.IsAsciiLetter(name[0])
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
        && !IsKeyword(name);
}
