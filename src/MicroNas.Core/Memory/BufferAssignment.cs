namespace MicroNas.Core.Memory;

/// <summary>Which tensors share a block, and how long each block lives.</summary>
internal sealed class BufferAssignment
{
    private readonly List<ArenaBuffer> buffers = [];
    private readonly int[] bufferOfTensor;
    private readonly int[] bufferOfScratch;
    private readonly int[] lastUse;

    private BufferAssignment(IReadOnlyList<int> sizes, IReadOnlyList<ArenaStep> steps, int output)
    {
        bufferOfTensor = new int[sizes.Count];
        bufferOfScratch = new int[steps.Count];
        lastUse = new int[sizes.Count];
        Array.Fill(bufferOfTensor, -1);
        Array.Fill(bufferOfScratch, -1);
        Array.Fill(lastUse, -1);
        for (var i = 0; i < steps.Count; i++)
        {
            lastUse[steps[i].Output] = Math.Max(lastUse[steps[i].Output], i);
            foreach (var tensor in steps[i].Inputs)
            {
                lastUse[tensor] = i;
            }
        }

        lastUse[output] = steps.Count;
    }

    public IReadOnlyList<ArenaBuffer> Buffers => buffers;

    /// <summary>-1 for tensors that no step touches.</summary>
    public IReadOnlyList<int> BufferOfTensor => bufferOfTensor;

    public IReadOnlyList<int> BufferOfScratch => bufferOfScratch;

    /// <param name="preferLast">Which of two dying inputs an in-place step overwrites: the last or the first.</param>
    public static BufferAssignment Create(
        IReadOnlyList<int> sizes, IReadOnlyList<ArenaStep> steps, int input, int output, bool preferLast)
    {
        var assignment = new BufferAssignment(sizes, steps, output);
        assignment.Own(input, sizes[input], firstUse: -1);
        for (var i = 0; i < steps.Count; i++)
        {
            assignment.Add(steps[i], i, sizes, preferLast);
        }

        return assignment;
    }

    private void Add(ArenaStep step, int index, IReadOnlyList<int> sizes, bool preferLast)
    {
        foreach (var tensor in step.Inputs)
        {
            if (bufferOfTensor[tensor] < 0)
            {
                throw new ArgumentException($"Step {index} reads tensor {tensor} before any step writes it.", nameof(step));
            }
        }

        if (bufferOfTensor[step.Output] >= 0)
        {
            throw new ArgumentException($"Step {index} writes tensor {step.Output}, which is written already.", nameof(step));
        }

        var shared = SharedBuffer(step, index, sizes, preferLast);
        if (shared >= 0)
        {
            bufferOfTensor[step.Output] = shared;
            var buffer = buffers[shared];
            buffers[shared] = buffer with { LastUse = Math.Max(buffer.LastUse, lastUse[step.Output]) };
        }
        else
        {
            Own(step.Output, sizes[step.Output], index);
        }

        if (step.ScratchSize > 0)
        {
            bufferOfScratch[index] = buffers.Count;
            buffers.Add(new ArenaBuffer(step.ScratchSize, index, index));
        }
    }

    private int SharedBuffer(ArenaStep step, int index, IReadOnlyList<int> sizes, bool preferLast)
    {
        switch (step.Sharing)
        {
            case ArenaSharing.Alias:
                return bufferOfTensor[step.Inputs[0]];
            case ArenaSharing.InPlace:
                var dying = step.Inputs
                    .Where(tensor => sizes[tensor] == sizes[step.Output] && buffers[bufferOfTensor[tensor]].LastUse == index)
                    .Select(tensor => bufferOfTensor[tensor])
                    .ToArray();
                return dying.Length == 0 ? -1 : preferLast ? dying[^1] : dying[0];
            default:
                return -1;
        }
    }

    private void Own(int tensor, int size, int firstUse)
    {
        bufferOfTensor[tensor] = buffers.Count;
        buffers.Add(new ArenaBuffer(size, firstUse, Math.Max(firstUse, lastUse[tensor])));
    }
}
