using System.Text.Json;
using System.Text.Json.Serialization;

using MicroNas.Core.Learning;

namespace MicroNas.Learning.Checkpoints;

/// <summary>
/// What a run of a search or a training remembers: the results of its finished parts, and the state of the running ones.
/// The run itself is plain code from top to bottom. Resumed, it goes the same way again: finished parts answer at once from
/// the journal (<see cref="Once{T}"/>), and the running part takes its state back (<see cref="Attach"/>).
/// </summary>
internal sealed class RunJournal
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(30);

    /// <summary>Epochs of little data take milliseconds, less than it takes to write a state to the disk.</summary>
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(2);

    private static readonly JsonSerializerOptions Format = new()
    {
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly ICheckpointStore store;
    private readonly TimeProvider time;
    private readonly Dictionary<string, string> finished = [];
    private readonly Dictionary<string, byte[]> interrupted = [];
    private readonly List<(string Path, ICheckpointed Part)> running = [];
    private string scope = "";
    private byte[]? unwritten;
    private bool isWritten;
    private long lastWrite;

    /// <param name="store">Its last state is read at once.</param>
    /// <param name="time">Says when a state is due.</param>
    /// <param name="cancellation">Heard between two steps, after the state was written.</param>
    /// <exception cref="UnusableStateException">The state was written by another build of the engine.</exception>
    public RunJournal(ICheckpointStore store, TimeProvider time, CancellationToken cancellation)
    {
        this.store = store;
        this.time = time;
        Cancellation = cancellation;
        lastWrite = time.GetTimestamp();
        if (store.TryRead() is { } state)
        {
            JournalFormat.Read(state, finished, interrupted);
        }
    }

    /// <summary>For loops without a state of their own, such as a calibration: what they lose is made again from the last state.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>
    /// The result of a part of the work: remembered from the interrupted run, or made now and remembered.
    /// </summary>
    /// <typeparam name="T">A record, array or number that JSON holds without loss. A reader never learns whether it was remembered.</typeparam>
    /// <param name="name">Names the part among those of the part that it belongs to.</param>
    public T Once<T>(string name, Func<T> work)
    {
        var path = PathOf(name);
        if (!finished.TryGetValue(path, out var result))
        {
            result = JsonSerializer.Serialize(Within(name, work), Format);
            foreach (var inner in finished.Keys.Where(key => key.StartsWith(path + "/", StringComparison.Ordinal)).ToList())
            {
                finished.Remove(inner);
            }

            finished.Add(path, result);
            Save();
        }

        return JsonSerializer.Deserialize<T>(result, Format)!;
    }

    /// <summary>Whether <see cref="Once{T}"/> has this result.</summary>
    public bool Has(string name) => finished.ContainsKey(PathOf(name));

    /// <summary>Runs a part whose result is not remembered, but the states and results inside it are, while it runs.</summary>
    public T Within<T>(string name, Func<T> work)
    {
        var (outer, count) = (scope, running.Count);
        scope = PathOf(name);
        try
        {
            return work();
        }
        finally
        {
            running.RemoveRange(count, running.Count - count);
            scope = outer;
        }
    }

    /// <summary>
    /// From now to the end of the surrounding part, <paramref name="part"/> belongs to every state that is written. If the
    /// interrupted run had got as far, it takes its state back first.
    /// </summary>
    /// <exception cref="UnusableStateException">The remembered state is not this part's.</exception>
    public void Attach(string name, ICheckpointed part)
    {
        var path = PathOf(name);
        if (interrupted.Remove(path, out var state))
        {
            JournalFormat.Restore(part, state);
        }

        running.Add((path, part));
    }

    /// <summary>Between two steps: writes the state when one is due or the run was cancelled.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled; its state is written.</exception>
    public void StepDone()
    {
        if (Cancellation.IsCancellationRequested || time.GetElapsedTime(lastWrite) >= LongestInterval)
        {
            Write(State());
        }

        Cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Between two epochs: writes the state, or keeps it for later if the last one was written just now.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled; its state is written.</exception>
    public void EpochDone()
    {
        Save();
        Cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Writes the state that was kept for later, if any: for a run that was cancelled amid work whose own state cannot be kept.</summary>
    public void Flush()
    {
        if (unwritten is not null)
        {
            Write(unwritten);
        }
    }

    private string PathOf(string name) => scope.Length == 0 ? name : $"{scope}/{name}";

    /// <summary>The first state is written at once: however early a run is killed again and again, it gets on.</summary>
    private void Save()
    {
        if (!isWritten || Cancellation.IsCancellationRequested || time.GetElapsedTime(lastWrite) >= ShortestInterval)
        {
            Write(State());
        }
        else
        {
            unwritten = State();
        }
    }

    private byte[] State() => JournalFormat.Write(finished, interrupted, running);

    private void Write(byte[] state)
    {
        (isWritten, unwritten) = (true, null);
        store.Write(state);
        lastWrite = time.GetTimestamp();
    }
}
