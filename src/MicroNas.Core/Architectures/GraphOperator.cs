namespace MicroNas.Core.Architectures;

/// <summary>
/// One operator of a lowered network. Inputs and output are indices into <see cref="OperatorGraph.Tensors"/>.
/// </summary>
/// <param name="Name">Unique in its graph, for example <c>cell3/kernel5</c>; trained weights are found by it.</param>
/// <param name="Inputs">Activation tensors that it reads.</param>
/// <param name="Output">The activation tensor that it writes; each tensor is written once.</param>
public abstract record GraphOperator(string Name, EquatableArray<int> Inputs, int Output);
