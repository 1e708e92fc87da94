using MicroNas.Core.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MicroNas.Core.Configuration;

/// <summary>
/// Composes YamlDotNet's events into nodes. YamlDotNet's own representation stops at the first duplicate key and expands
/// aliases without a limit; this one reports every duplicate and bounds depth and size.
/// </summary>
internal sealed class ConfigurationParser
{
    /// <summary>The options nest four levels deep; more is a mistake, and much more would exhaust the stack.</summary>
    private const int MaximumDepth = 24;

    /// <summary>Bounds what aliases expand to.</summary>
    private const long MaximumSize = 20_000;

    private readonly string file;
    private readonly List<Diagnostic> errors;
    private readonly Dictionary<string, ConfigurationNode> anchors = new(StringComparer.Ordinal);
    private readonly Parser parser;

    private ConfigurationParser(string text, string file, List<Diagnostic> errors)
    {
        this.file = file;
        this.errors = errors;
        parser = new Parser(new StringReader(text));
    }

    /// <summary>The document's root, or null where errors make it unusable. Errors are added to <paramref name="errors"/>.</summary>
    public static ConfigurationNode? Parse(string text, string file, List<Diagnostic> errors)
    {
        var reader = new ConfigurationParser(text, file, errors);
        try
        {
            return reader.ParseDocument();
        }
        catch (YamlException exception)
        {
            // Some of YamlDotNet's messages carry the position again.
            var message = exception.InnerException?.Message ?? exception.Message;
            if (message.Contains("tab", StringComparison.Ordinal) && IndentingTab(text, from: Math.Max((int)exception.Start.Line, reader.Position.Line)) is { } tab)
            {
                errors.Add(Diagnostic.Error(
                    DiagnosticCodes.YamlSyntax, "not valid YAML: a tab indents this line; expected spaces.", new SourceLocation(file, tab.Line, tab.Column)));
                return null;
            }

            errors.Add(Diagnostic.Error(
                DiagnosticCodes.YamlSyntax, $"not valid YAML: {message.Trim().TrimEnd('.')}.", At(file, exception.Start)));
            return null;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            // YamlDotNet's scanner loses its way in some broken flow collections instead of reporting them.
            errors.Add(Diagnostic.Error(
                DiagnosticCodes.YamlSyntax, "not valid YAML after this place; look for an unclosed bracket, brace or quote.", reader.Position));
            return null;
        }
        catch (AbandonedException)
        {
            return null;
        }
    }

    /// <summary>
    /// The first tab before a line's content; YamlDotNet tells where the surrounding mapping begins. What was parsed before may have tabs that
    /// are no mistake, in a text of several lines.
    /// </summary>
    /// <param name="from">Number of the first line to look at.</param>
    private static (int Line, int Column)? IndentingTab(string text, int from)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var content = line.IndexOfAnyExcept(' ', '\t');
            if (number >= from && content > 0 && line[..content].IndexOf('\t') is >= 0 and var tab)
            {
                return (number, tab + 1);
            }
        }

        return null;
    }

    private static SourceLocation At(string file, Mark mark) =>
        new(file, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    /// <summary>The end of what was parsed.</summary>
    private SourceLocation Position => At(parser.Current?.End ?? Mark.Empty);

    private SourceLocation At(Mark mark) => At(file, mark);

    private ConfigurationNode? ParseDocument()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            return null;
        }

        parser.Consume<DocumentStart>();
        var root = ParseNode(1);
        parser.Consume<DocumentEnd>();
        if (parser.TryConsume<DocumentStart>(out var second))
        {
            errors.Add(Diagnostic.Error(
                DiagnosticCodes.SeveralDocuments,
                "a second YAML document begins here; expected one. Remove the '---' and what follows, or move it to a file of its own.",
                At(second.Start)));
        }

        return root;
    }

    private ConfigurationNode ParseNode(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw Abandon(
                DiagnosticCodes.NestingTooDeep,
                $"nested more than {MaximumDepth} levels deep; no option goes deeper than 4.",
                At(parser.Current?.Start ?? Mark.Empty));
        }

        return parser.Consume<ParsingEvent>() switch
        {
            Scalar scalar => Remember(scalar, new ScalarNode(scalar.Value, scalar.Style == ScalarStyle.Plain, At(scalar.Start))),
            AnchorAlias alias => Resolve(alias),
            SequenceStart start => Remember(start, ParseSequence(start, depth)),
            MappingStart start => Remember(start, ParseMapping(start, depth)),
            var other => throw new YamlException(other.Start, other.End, "unexpected content"),
        };
    }

    private SequenceNode ParseSequence(SequenceStart start, int depth)
    {
        var items = new List<ConfigurationNode>();
        long size = 1;
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ParseNode(depth + 1));
            size += items[^1].Size;
            CheckSize(size, items[^1].Location);
        }

        return new SequenceNode(items, At(start.Start), size, 1 + items.Select(item => item.Depth).DefaultIfEmpty().Max());
    }

    private MappingNode ParseMapping(MappingStart start, int depth)
    {
        var entries = new List<MappingEntry>();
        var merged = new List<ConfigurationNode>();
        long size = 1;
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyNode = ParseNode(depth + 1);
            var value = ParseNode(depth + 1);
            size += 1 + value.Size;
            CheckSize(size, keyNode.Location);
            if (keyNode is not ScalarNode { Value: var key } scalarKey)
            {
                errors.Add(Diagnostic.Error(
                    DiagnosticCodes.WrongType, $"{keyNode.Kind} stands where a key is expected; expected the name of an option.", keyNode.Location));
            }
            else if (key == "<<" && scalarKey.IsPlain)
            {
                merged.Add(value);
            }
            else if (entries.Find(entry => entry.Key == key) is { } first)
            {
                errors.Add(Diagnostic.Error(
                    DiagnosticCodes.DuplicateKey,
                    $"the key {scalarKey.Kind} stands here a second time; it was set in line {first.KeyLocation.Line}. Remove one.",
                    keyNode.Location));
            }
            else
            {
                entries.Add(new MappingEntry(key, keyNode.Location, value));
            }
        }

        merged.ForEach(source => Merge(source, entries));
        size = 1 + entries.Sum(entry => 1 + entry.Value.Size);
        CheckSize(size, At(start.Start));
        return new MappingNode(entries, At(start.Start), size, 1 + entries.Select(entry => entry.Value.Depth).DefaultIfEmpty().Max());
    }

    /// <summary>YAML 1.1's merge key: what is written out wins, then the first of several sources.</summary>
    private void Merge(ConfigurationNode source, List<MappingEntry> entries)
    {
        switch (source)
        {
            case MappingNode mapping:
                entries.AddRange(mapping.Entries.Where(candidate => !entries.Exists(entry => entry.Key == candidate.Key)));
                break;
            case SequenceNode sequence when sequence.Items.All(item => item is MappingNode):
                sequence.Items.ToList().ForEach(item => Merge(item, entries));
                break;
            default:
                errors.Add(Diagnostic.Error(
                    DiagnosticCodes.WrongType,
                    $"the merge key '<<' has {source.Kind}; expected an alias of a group of keys, such as '<<: *defaults'.",
                    source.Location));
                break;
        }
    }

    private ConfigurationNode Resolve(AnchorAlias alias)
    {
        if (anchors.TryGetValue(alias.Value.Value, out var node))
        {
            return node;
        }

        throw Abandon(
            DiagnosticCodes.AliasNotUsable,
            $"the alias '*{alias.Value.Value}' has no anchor '&{alias.Value.Value}' that ends before it.",
            At(alias.Start));
    }

    /// <summary>An anchor counts from the end of its node on, so that no node can contain itself.</summary>
    private ConfigurationNode Remember(NodeEvent start, ConfigurationNode node)
    {
        if (!start.Anchor.IsEmpty)
        {
            anchors[start.Anchor.Value] = node;
        }

        return node;
    }

    private void CheckSize(long size, SourceLocation location)
    {
        if (size > MaximumSize)
        {
            throw Abandon(
                DiagnosticCodes.AliasNotUsable,
                $"more than {MaximumSize} values when every alias is written out; a configuration has a few dozen.",
                location);
        }
    }

    private AbandonedException Abandon(string code, string message, SourceLocation location)
    {
        errors.Add(Diagnostic.Error(code, message, location));
        return new AbandonedException();
    }

    /// <summary>Ends the composition after an error that leaves no usable document.</summary>
    private sealed class AbandonedException : Exception;
}
