using System.Collections.Concurrent;
using System.Globalization;

namespace MicroNas.Boards.Toolchain;

/// <summary>Object files of sources that do not change while it is in use, made once for each command of a compiler. For any number of threads.</summary>
/// <param name="directory">An existing folder; whoever owns it removes it.</param>
internal sealed class ObjectFolder(string directory)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<string>>>> made = new(StringComparer.Ordinal);
    private int folders;

    /// <summary>The objects of <paramref name="sources"/>, in their order.</summary>
    /// <param name="command">Program and arguments: equal ones make equal objects.</param>
    /// <param name="sources">Different names; the compiler calls the object of <c>name.c</c> <c>name.o</c>.</param>
    /// <param name="compile">Runs the command in a folder, where it leaves the objects; for every caller, so that none can cancel it.</param>
    /// <param name="cancellationToken">Ends this caller's wait alone.</param>
    public async Task<IReadOnlyList<string>> GetAsync(
        IReadOnlyList<string> command, IReadOnlyList<string> sources, Func<string, Task> compile, CancellationToken cancellationToken)
    {
        var key = string.Join('\0', command);
        var objects = made.GetOrAdd(key, _ => new(() => MakeAsync(sources, compile)));
        try
        {
            return await objects.Value.WaitAsync(cancellationToken);
        }
        catch when (objects.Value.IsFaulted)
        {
            // The next caller tries anew.
            made.TryRemove(KeyValuePair.Create(key, objects));
            throw;
        }
    }

    private async Task<IReadOnlyList<string>> MakeAsync(IReadOnlyList<string> sources, Func<string, Task> compile)
    {
        var folder = Path.Combine(directory, Interlocked.Increment(ref folders).ToString(CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        await compile(folder);
        return [.. sources.Select(source => Path.Combine(folder, Path.GetFileNameWithoutExtension(source) + ".o"))];
    }
}
