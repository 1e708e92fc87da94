namespace MicroNas.Boards.Bench.Lines;

/// <summary>Nobody is at the other end of a line any more.</summary>
/// <param name="lastWords">What the other end said besides, where it said something.</param>
internal sealed class LineClosedException(string lastWords, Exception? innerException = null) : Exception(lastWords, innerException);
