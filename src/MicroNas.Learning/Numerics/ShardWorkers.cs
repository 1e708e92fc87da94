using System.Runtime.ExceptionServices;

using TorchSharp;

namespace MicroNas.Learning.Numerics;

/// <summary>
/// Runs the two halves of a batch at the same time, each on a thread of its own with one libtorch thread. The number of
/// halves does not follow the machine, so a result does not depend on the number of cores.
/// </summary>
internal sealed class ShardWorkers : IDisposable
{
    /// <summary>Parts that every batch is cut into.</summary>
    public const int Count = 2;

    private readonly Thread[] threads = new Thread[Count];
    private readonly SemaphoreSlim[] starts = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(0))];
    private readonly SemaphoreSlim finished = new(0);
    private readonly Exception?[] failures = new Exception?[Count];
    private Action<int>? work;

    public ShardWorkers()
    {
        for (var i = 0; i < Count; i++)
        {
            var shard = i;
            threads[i] = new Thread(() => Loop(shard)) { IsBackground = true, Name = $"micronas shard {i}" };
            threads[i].Start();
        }
    }

    /// <summary>Calls <paramref name="action"/> with 0 and with 1 and returns when both are through; tensors made inside are freed.</summary>
    /// <param name="meanwhile">Done by the calling thread, which would only wait; touches nothing that the shards do.</param>
    /// <param name="inTurn">
    /// One after the other, each on its thread, with the same result. For the first batch of every new shape: oneDNN compiles a
    /// convolution when it first meets its shape, and two threads that make it do so at the same time now and then crash it.
    /// </param>
    public void Run(Action<int> action, Action? meanwhile = null, bool inTurn = false)
    {
        // A build that may use one processor (-maxCpuCount:1) gets the same result in more time.
        inTurn |= Environment.ProcessorCount == 1;
        work = action;
        Array.Clear(failures);
        foreach (var start in starts)
        {
            start.Release();
            if (inTurn)
            {
                finished.Wait();
            }
        }

        try
        {
            meanwhile?.Invoke();
        }
        finally
        {
            for (var i = 0; i < Count && !inTurn; i++)
            {
                finished.Wait();
            }
        }

        if (failures.FirstOrDefault(failure => failure is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }

    public void Dispose()
    {
        work = null;
        foreach (var (thread, start) in threads.Zip(starts))
        {
            start.Release();
            thread.Join();
            start.Dispose();
        }

        finished.Dispose();
    }

    private void Loop(int shard)
    {
        // OpenMP keeps the number of threads for each calling thread.
        torch.set_num_threads(1);
        while (true)
        {
            starts[shard].Wait();
            if (work is not { } action)
            {
                return;
            }

            try
            {
                using var scope = torch.NewDisposeScope();
                action(shard);
            }
            catch (Exception exception)
            {
                failures[shard] = exception;
            }

            finished.Release();
        }
    }
}
