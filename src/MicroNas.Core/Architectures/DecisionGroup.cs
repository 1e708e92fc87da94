namespace MicroNas.Core.Architectures;

/// <summary>One decision of the search: a choice among <paramref name="Options"/>, weighted by a vector α of that length (paper, Eq. 3).</summary>
/// <param name="Index">Position in <see cref="SearchSpace.Groups"/>.</param>
/// <param name="Name">For reports, for example <c>cell3/outputFilters</c>.</param>
/// <param name="Options">Number of options, 2 or more (1 where the space leaves no choice).</param>
public sealed record DecisionGroup(int Index, string Name, int Options);
