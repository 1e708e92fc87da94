namespace MicroNas.Benchmarks;

/// <summary>A benchmark lacks its data; the message says what is missing and where it was looked for.</summary>
public sealed class MissingDataException(string message) : Exception(message);
