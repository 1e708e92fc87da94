using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MicroNas.Core.Configuration;
using MicroNas.Core.Units;

namespace MicroNas.Cli;

/// <summary>Reads values of options; what cannot be read becomes an error in the user's terms.</summary>
internal static class OptionParsers
{
    /// <summary>Bytes from 0, or an amount with a unit as in the yaml, such as <c>32 kB</c>; null with an error for anything else.</summary>
    public static ByteSize? Size(ArgumentResult result) => Size(result, Quantity.Size);

    /// <summary>The same with units up to GB.</summary>
    public static ByteSize? Storage(ArgumentResult result) => Size(result, Quantity.Storage);

    /// <summary>A whole number from <paramref name="lowest"/> to <paramref name="highest"/>; the lowest, with an error, for anything else.</summary>
    public static int Integer(ArgumentResult result, int lowest, int highest)
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= lowest && value <= highest)
        {
            return value;
        }

        result.AddError(FormattableString.Invariant($"{Name(result)} is '{text}'; expected a whole number from {lowest} to {highest}."));
        return lowest;
    }

    /// <summary>
    /// Refuses what looks like an option where the command line takes any text, a path or a name: of a mistyped option it would make a file.
    /// A file of such a name is written with its folder, after -- too.
    /// </summary>
    public static void RefuseMistyped(RootCommand root)
    {
        var commands = root.Subcommands.SelectMany(command => command.Subcommands.Prepend(command)).ToList();
        foreach (var argument in commands.SelectMany(command => command.Arguments))
        {
            argument.Validators.Add(result => RefuseMistyped(result, result.Tokens, "-"));
        }

        // Commands share options; a class may be called -1.
        foreach (var option in commands.SelectMany(command => command.Options).Distinct().Where(TakesAnyText))
        {
            option.Validators.Add(result => RefuseMistyped(result, result.Tokens, "--"));
        }

        static bool TakesAnyText(Option option) => option.ValueType == typeof(string) || option.ValueType.IsAssignableTo(typeof(FileSystemInfo));
    }

    private static void RefuseMistyped(SymbolResult result, IReadOnlyList<Token> tokens, string prefix)
    {
        foreach (var text in tokens.Select(token => token.Value).Where(text => text.Length > 1 && text.StartsWith(prefix, StringComparison.Ordinal)))
        {
            result.AddError($"'{text}' is no option of this command, see --help; a file of that name is './{text}'.");
        }
    }

    private static ByteSize? Size(ArgumentResult result, Quantity quantity)
    {
        var text = result.Tokens[0].Value;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bytes))
        {
            if (bytes < 0)
            {
                result.AddError($"{Name(result)} is '{text}'; expected bytes from 0.");
            }

            return new ByteSize(bytes);
        }

        if (quantity.TryParse(text, out var value, out var problem, out _))
        {
            return new ByteSize((long)value);
        }

        result.AddError($"{Name(result)} is '{text}' (a number alone is bytes): {problem}");
        return null;
    }

    private static string Name(ArgumentResult result) => ((OptionResult)result.Parent!).Option.Name;
}
