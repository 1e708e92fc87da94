using System.Text;

namespace MicroNas.Build;

/// <summary>The rules for make that gcc and clang write with <c>-MM</c>.</summary>
internal static class CompilerRules
{
    /// <summary>The files on the right of the colons, in order; blank, <c>#</c>, <c>$</c> and the end of a line are escaped there.</summary>
    public static IEnumerable<string> Prerequisites(string rules)
    {
        foreach (var rule in rules.Replace("\\\r\n", " ").Replace("\\\n", " ").Split('\n'))
        {
            foreach (var word in Words(rule).SkipWhile(word => !word.EndsWith(":", StringComparison.Ordinal)).Skip(1))
            {
                yield return word;
            }
        }
    }

    private static IEnumerable<string> Words(string rule)
    {
        var word = new StringBuilder();
        for (var i = 0; i < rule.Length; i++)
        {
            var character = rule[i];
            if (char.IsWhiteSpace(character))
            {
                if (word.Length > 0)
                {
                    yield return word.ToString();
                    word.Clear();
                }

                continue;
            }

            var next = i + 1 < rule.Length ? rule[i + 1] : '\0';
            if ((character == '\\' && next is ' ' or '#' or ':') || (character == '$' && next == '$'))
            {
                character = next;
                i++;
            }

            word.Append(character);
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }
}
