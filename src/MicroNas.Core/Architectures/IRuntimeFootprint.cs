using MicroNas.Core.Kernels;
using MicroNas.Core.Latency;

namespace MicroNas.Core.Architectures;

/// <summary>How many bytes of RAM and flash a runtime takes for a network, operator by operator.</summary>
public interface IRuntimeFootprint
{
    /// <summary>What the runtime's kernels are chosen for; latency goes with it.</summary>
    KernelPreference Kernels { get; }

    /// <summary>Whether ADD may overwrite one of its inputs.</summary>
    bool AddsInPlace { get; }

    /// <summary>Arena bytes that every network takes beside its tensors.</summary>
    int FixedMemory { get; }

    /// <summary>Flash bytes that every model takes beside its operators.</summary>
    int FixedFlash { get; }

    /// <summary>Arena bytes of one activation, alignment included.</summary>
    int TensorBytes(TensorShape shape);

    /// <summary>Arena bytes that an operator needs only while it runs.</summary>
    int ScratchBytes(OperatorShape shape);

    /// <summary>Arena bytes that an operator keeps for the life of the model.</summary>
    int PersistentBytes(OperatorShape shape);

    /// <summary>Flash bytes of an operator's constants and description; an upper bound of what is emitted.</summary>
    int FlashBytes(OperatorShape shape);

    /// <summary>
    /// Arena bytes of all activations and scratch as the runtime's planner lays them out; without persistent and fixed bytes.
    /// Never below <see cref="MemoryEnvelope"/>.
    /// </summary>
    long PlannedBytes(OperatorGraph graph);
}
