using System.Text;
using MicroNas.Core.Diagnostics;

namespace MicroNas.Core.Configuration;

/// <summary>Reads <c>micronas.yaml</c>: all errors at once, each with its line and column.</summary>
public static class ConfigurationReader
{
    /// <summary>A configuration has a few hundred bytes; what is longer than this is not read.</summary>
    public const int MaximumBytes = 1 << 20;

    /// <summary>Another kind of YAML file has an unknown key in every line; this many show what is wrong.</summary>
    private const int MaximumErrors = 100;

    /// <summary>Reads the file at <paramref name="path"/>; paths in it are relative to its folder.</summary>
    /// <exception cref="MicroNasException">MNAS1xxx: everything that is wrong with the file.</exception>
    /// <param name="dataRequired">Whether data that is not there is an error.</param>
    public static ConfigurationResult Read(string path, bool dataRequired = true)
    {
        if (Directory.Exists(path))
        {
            throw Failure(DiagnosticCodes.ConfigurationIsDirectory, "this is a folder; expected the path of a micronas.yaml file.", path);
        }

        try
        {
            using var stream = File.OpenRead(path);
            return Read(stream, path, Path.GetDirectoryName(path) ?? "", dataRequired);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var reason = exception is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : "cannot be read";
            throw Failure(
                DiagnosticCodes.ConfigurationNotReadable,
                $"the file {reason}; expected a configuration with at least 'model' and 'target'.", path, exception);
        }
    }

    /// <summary>Reads a configuration from a stream.</summary>
    /// <param name="file">The name for messages.</param>
    /// <param name="baseDirectory">The folder that paths in it are relative to; null leaves them unchecked.</param>
    /// <exception cref="MicroNasException">MNAS1xxx: everything that is wrong with the file.</exception>
    public static ConfigurationResult Read(Stream stream, string file, string? baseDirectory) => Read(stream, file, baseDirectory, dataRequired: true);

    private static ConfigurationResult Read(Stream stream, string file, string? baseDirectory, bool dataRequired)
    {
        var text = Decode(ReadLimited(stream, file), file);
        var errors = new List<Diagnostic>();
        var locations = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        var options = new ProjectOptions();
        switch (ConfigurationParser.Parse(text, file, errors))
        {
            case MappingNode root:
                new OptionBinder(errors, locations).Bind(root, options, "");
                new ProjectOptionsValidator(options, root, file, dataRequired ? baseDirectory : null, locations, errors).Validate();
                break;
            case null or ScalarNode { IsNull: true } when errors.Count == 0:
                throw Failure(
                    DiagnosticCodes.ConfigurationEmpty,
                    "the file holds no configuration; expected at least 'model: NAME' and 'target: { mcu: ID }'.", file);
            case { } other:
                errors.Add(Diagnostic.Error(
                    DiagnosticCodes.WrongType, $"the file is {other.Kind}; expected keys such as 'model:' and 'target:'.", other.Location));
                break;
        }

        return errors.Count == 0
            ? new ConfigurationResult(options, file, baseDirectory, locations)
            : throw new MicroNasException(Limit([.. errors.OrderBy(error => error.Location?.Line).ThenBy(error => error.Location?.Column)], file));
    }

    private static Diagnostic[] Limit(Diagnostic[] errors, string file) => errors.Length <= MaximumErrors
        ? errors
        : [
            .. errors[..MaximumErrors],
            Diagnostic.Error(errors[^1].Code, $"and {errors.Length - MaximumErrors} more errors; is this a configuration at all?", new SourceLocation(file)),
        ];

    private static byte[] ReadLimited(Stream stream, string file)
    {
        // One byte more than allowed tells a file that is too large without reading the rest of it.
        var buffer = new byte[MaximumBytes + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length <= MaximumBytes
            ? buffer[..length]
            : throw Failure(
                DiagnosticCodes.ConfigurationTooLarge,
                $"larger than {MaximumBytes / 1024} KiB, which no configuration is; was another file meant?", file);
    }

    private static string Decode(byte[] bytes, string file)
    {
        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException exception)
        {
            var offset = Math.Clamp(exception.Index, 0, bytes.Length);
            var line = 1 + bytes.AsSpan(0, offset).Count((byte)'\n');
            var column = offset - bytes.AsSpan(0, offset).LastIndexOf((byte)'\n');
            throw Failure(
                DiagnosticCodes.ConfigurationNotUtf8,
                $"byte {offset} (0x{bytes[Math.Min(offset, bytes.Length - 1)]:X2}) is not UTF-8; save the file as UTF-8.",
                new SourceLocation(file, line, column), exception);
        }
    }

    private static MicroNasException Failure(string code, string message, string file, Exception? inner = null) =>
        Failure(code, message, new SourceLocation(file), inner);

    private static MicroNasException Failure(string code, string message, SourceLocation location, Exception? inner = null) =>
        new(Diagnostic.Error(code, message, location), inner);
}
