using MicroNas.Core.Architectures;
using MicroNas.Core.Emission;
using MicroNas.Core.Latency;
using MicroNas.Core.Memory;
using MicroNas.Core.Quantization;

namespace MicroNas.Benchmarks.EmulatedNetworks;

/// <summary>A random network as C, and its operators in the ways that the emitter took.</summary>
internal sealed record EmittedNetwork(ModelCompilation Compilation, IReadOnlyList<OperatorShape> Operators)
{
    public static EmittedNetwork Of(string name, OperatorGraph graph, QuantizedModel model)
    {
        var (elements, classes) = (graph.Input.Elements, graph.Output.Elements);
        var compilation = CEmitter.Compile(
            model,
            // One window whose output nobody checks: the interpreter need not run it.
            new EmissionOptions(name, null, [], [], null, [new sbyte[elements]], [new sbyte[classes]], [], default, name),
            MemoryLimits.None);
        return new EmittedNetwork(compilation, OperatorShapes.AsEmitted(graph, model, compilation.Schedule));
    }
}
